//! Closures of many shapes. Run, it prints the size of each by its name; `sizes.json` holds what rustc makes of it in
//! each edition. What a closure captures of a place behind a reference hangs on whether the reference is reborrowed.
#![allow(unused)]
fn gen2<T: PartialEq<str> + ?Sized>(t: &T) -> bool {
    t == "x"
}
fn two(a: &str, b: &str) -> bool {
    a == b
}
fn opt(a: Option<&str>, l: &str) -> bool {
    a == Some(l)
}
struct C;
impl C {
    fn m<T: ?Sized>(&self, t: &T) {}
    fn s(&self, t: &str) {}
}
fn a1(l: &str) {
    let c1 = |x: u8| gen2(l);
    show("c1", &c1);
}
fn a2(l: &str) {
    let c2 = |x: &str| two(x, l);
    show("c2", &c2);
}
fn a3(l: &str, o: Option<&str>) {
    let c3 = || o == Some(l);
    show("c3", &c3);
}
fn a4(l: &str) {
    let c4 = |x: &C| x.m(l);
    show("c4", &c4);
}
fn a5(l: &str) {
    let c5 = |x: &C| x.s(l);
    show("c5", &c5);
}
fn a6(l: &str) {
    let c6 = |x: &str| x == l;
    show("c6", &c6);
}
fn a7(l: &str) {
    let c7 = || l;
    show("c7", &c7);
}
fn a8(l: &str) {
    let c8 = || {
        let y = l;
        y.len()
    };
    show("c8", &c8);
}
fn a9(l: &str) {
    let c9 = || {
        let y: &str = l;
        y.len()
    };
    show("c9", &c9);
}
fn a10(l: &str) {
    let c10 = || -> &str { l };
    show("c10", &c10);
}
fn a11(l: &str) {
    let c11 = || Some(l);
    show("c11", &c11);
}
fn a12(l: &str) {
    let c12 = || (l, 1);
    show("c12", &c12);
}
fn a13(l: &str) {
    let c13 = || [l, "x"];
    show("c13", &c13);
}
struct W<'a> {
    s: &'a str,
}
fn a14(l: &str) {
    let c14 = || W { s: l };
    show("c14", &c14);
}
fn a15(l: &str) {
    let c15 = || if true { l } else { "" };
    show("c15", &c15);
}
fn a16(l: &str) {
    let mut k = "";
    let mut c16 = || {
        k = l;
    };
    show("c16", &c16);
}
fn a17(l: &str) {
    let c17 = || l.len();
    show("c17", &c17);
}
fn a18(l: &[u8]) {
    let c18 = || l[0];
    show("c18", &c18);
}
fn a19(l: &str) {
    let c19 = || Some::<&str>(l);
    show("c19", &c19);
}
fn a20(l: &str) {
    let c20 = || return two("", l);
    show("c20", &c20);
}
fn a21(l: &Vec<u8>) {
    let c21 = || gg(l);
    show("c21", &c21);
}
fn gg(x: &[u8]) {}
fn a22<'a>(l: &'a str, f: impl Fn(&'a str) -> bool) {
    let c22 = || f(l);
    show("c22", &c22);
}
fn a23(l: &str, f: fn(&str) -> bool) {
    let c23 = || f(l);
    show("c23", &c23);
}
fn a24(l: &str) {
    let c24 = || String::from(l);
    show("c24", &c24);
}
fn a25(l: &str) {
    let c25 = || id(l);
    show("c25", &c25);
}
fn a26(l: &mut String) {
    let mut c26 = || l.push('x');
    show("c26", &c26);
}
fn a27(l: &mut [u8]) {
    let mut c27 = || mt(l);
    show("c27", &c27);
}
fn mt(x: &mut [u8]) {}
fn a28(l: &str) {
    let c28 = || match l {
        "a" => 1,
        _ => 2,
    };
    show("c28", &c28);
}
fn a29(l: Option<&str>) {
    let c29 = || match l {
        Some(x) => x.len(),
        None => 0,
    };
    show("c29", &c29);
}
fn a30(l: &(u8, [u64; 3])) {
    let c30 = || l.1[0] + l.0 as u64;
    show("c30", &c30);
}
fn a31(l: &str) {
    let c31 = || vec![l];
    show("c31", &c31);
}
fn a32(l: &str) {
    let c32 = || println!("{l}");
    show("c32", &c32);
}
fn a33(l: &str) {
    let c33 = || Box::new(l);
    show("c33", &c33);
}
fn a34(l: &str) {
    let c34 = || *l == *"x";
    show("c34", &c34);
}
fn a35(l: &str, n: usize) {
    let c35 = || &l[n..];
    show("c35", &c35);
}
fn a36(l: &str) {
    let c36 = || l as *const str;
    show("c36", &c36);
}
fn a37(l: &str) {
    let c37 = || loop {
        break l;
    };
    show("c37", &c37);
}
fn a38(l: &str) {
    let c38 = || {
        let v: Vec<&str> = [l].to_vec();
        v.len()
    };
    show("c38", &c38);
}
fn a39(l: &str) {
    let c39 = || l.to_string() + l;
    show("c39", &c39);
}
fn a40(l: &str) {
    let c40 = || Some("x") == Some(l);
    show("c40", &c40);
}
fn a41(l: &str) {
    let c41 = || l.starts_with(l);
    show("c41", &c41);
}
fn a42(l: &dyn Fn(u8)) {
    let c42 = || l(1);
    show("c42", &c42);
}
fn a43(l: &str) {
    let c43 = || match 1 {
        1 => l,
        _ => "",
    };
    show("c43", &c43);
}
fn a44(l: &str) {
    let c44 = || {
        let t: (&str, u8) = (l, 1);
        t.1
    };
    show("c44", &c44);
}

fn st(s: &'static str) -> usize {
    s.len()
}
struct F1 {
    n: &'static str,
}
struct F2<'a> {
    n: &'a str,
}
fn b50(l: &'static str) {
    let c50 = || st(l);
    show("c50", &c50);
}
fn b51() {
    let l = "x";
    let c51 = || st(l);
    show("c51", &c51);
}
fn b52(l: &'static str) {
    let c52 = || F1 { n: l };
    show("c52", &c52);
}
fn b53<'a>(l: &'a str) {
    let c53 = || F2 { n: l };
    show("c53", &c53);
}
fn b54<'a>(l: &'a str) {
    let c54 = || {
        let y: &'a str = l;
        y.len()
    };
    show("c54", &c54);
}
fn b55<'a>(l: &'a str) {
    let c55 = || -> &'a str { l };
    show("c55", &c55);
}
fn b56<'a>(l: &'a str) {
    let c56 = || k56(l);
    show("c56", &c56);
}
fn k56<'a>(x: &'a str) -> &'a str {
    x
}
fn b57(l: &'static str) {
    let c57 = || k56(l);
    show("c57", &c57);
}
fn b58(o: Option<&'static str>) {
    if let Some(l) = o {
        let c58 = || st(l);
        show("c58", &c58);
    }
}
fn b59(f: F1) {
    let l = f.n;
    let c59 = || st(l);
    show("c59", &c59);
}
fn b60(f: F1) {
    let c60 = || st(f.n);
    show("c60", &c60);
}
fn b61<'a>(f: &F2<'a>) {
    let c61 = || k56(f.n);
    show("c61", &c61);
}
fn b62(v: &[&'static str]) {
    for l in v {
        let c62 = || st(l);
        show("c62", &c62);
        break;
    }
}
fn b63(l: &str) {
    let c63 = |b: bool| if b { l } else { "" };
    show("c63", &c63);
}
fn b64(l: &str) {
    let c64 = |b: bool| -> &str {
        if b {
            ""
        } else {
            l
        }
    };
    show("c64", &c64);
}
fn b65(l: &str) {
    let c65 = |b: bool| match b {
        true => "",
        _ => l,
    };
    show("c65", &c65);
}
fn b66(l: &[u8]) {
    let c66 = || {
        let s: &[u8] = if l.len() > 1 { l } else { &[] };
        s.len()
    };
    show("c66", &c66);
}
fn b67(l: &str) {
    let c67 = |m: &std::collections::HashMap<String, u8>| m.get(l).copied();
    show("c67", &c67);
}
fn b68(l: &str) {
    let c68 = |v: &Vec<&str>| v.contains(&l);
    show("c68", &c68);
}
fn b69(l: &str) {
    let c69 = |v: &mut Vec<&str>| v.iter().any(|x| *x == l);
    show("c69", &c69);
}
fn b70(l: &str) {
    let c70 = |p: &std::path::Path| p.join(l);
    show("c70", &c70);
}
fn b71(l: &std::path::Path) {
    let c71 = || std::fs::read(l);
    show("c71", &c71);
}
fn b72(l: &str) {
    let c72 = |x: &str| x < l;
    show("c72", &c72);
}
fn b73(l: &Vec<u8>) {
    let c73 = || l.iter().zip(l).count();
    show("c73", &c73);
}
fn b74(l: &dyn std::fmt::Debug) {
    let c74 = || format!("{:?}", l);
    show("c74", &c74);
}
fn b75(l: &[String]) {
    let c75 = || l.join(",");
    show("c75", &c75);
}
fn b76(l: &[String], n: usize) {
    let c76 = || l[n].clone();
    show("c76", &c76);
}
fn b77(l: &[String]) {
    let c77 = || l[1..].to_vec();
    show("c77", &c77);
}
fn b78(l: &str) {
    let c78 = || {
        let f = |a: &str| two(a, l);
        f("")
    };
    show("c78", &c78);
}
fn b79(l: &(String, String)) {
    let c79 = || two(&l.0, &l.1);
    show("c79", &c79);
}
fn b80(l: &std::sync::Arc<String>) {
    let c80 = || two(l, l);
    show("c80", &c80);
}
fn b81(l: Option<&String>) {
    let c81 = || l.map(|s| s.len());
    show("c81", &c81);
}
fn b82(l: &mut Vec<u8>) {
    let mut c82 = || {
        l.push(1);
        l.len()
    };
    show("c82", &c82);
}
fn b83(l: &mut (u8, Vec<u8>)) {
    let mut c83 = || {
        l.1.push(1);
        l.0 += 1;
    };
    show("c83", &c83);
}
fn b84(l: &RefCellS) {
    let c84 = || l.a.borrow_mut().push(1);
    show("c84", &c84);
}
struct RefCellS {
    a: std::cell::RefCell<Vec<u8>>,
    b: u8,
}
fn b85(l: String) {
    let c85 = || {
        let x = &l[..];
        x.len()
    };
    show("c85", &c85);
}
fn b86(l: &str) {
    let c86 = || (|x: &str| x.len())(l);
    show("c86", &c86);
}
fn b88(l: &str, k: Option<usize>) {
    let c88 = || k.map_or(l, |n| &l[n..]);
    show("c88", &c88);
}
fn b89(l: &str) {
    let c89 = || Ok::<&str, u8>(l);
    show("c89", &c89);
}
fn b90(l: &str) {
    let c90 = || -> Result<&str, u8> { Ok(l) };
    show("c90", &c90);
}
fn b91(l: &[u8]) {
    let c91 = || -> Option<&u8> {
        let x = l.first()?;
        Some(x)
    };
    show("c91", &c91);
}
fn b92(l: &str) {
    let c92 = || vec![l, "x"];
    show("c92", &c92);
}
fn b93(l: &str) {
    let c93 = || {
        let mut v: Vec<&str> = vec![];
        v.push(l);
        v.len()
    };
    show("c93", &c93);
}
fn b94(l: &str) {
    let c94 = || {
        let mut v = Vec::new();
        v.push(l);
        v.len()
    };
    show("c94", &c94);
}
fn b95(l: &str) {
    let c95 = || l.cmp("x");
    show("c95", &c95);
}
fn b96(l: &str) {
    let c96 = || std::cmp::max(l, "x").len();
    show("c96", &c96);
}
fn b97(l: &str) {
    let c97 = || std::mem::size_of_val(l);
    show("c97", &c97);
}
fn id<T>(t: T) -> T {
    t
}

struct P {
    x: String,
    y: u8,
    z: (u64, u16),
}
struct D(String, u32);
impl Drop for D {
    fn drop(&mut self) {}
}
#[repr(packed)]
struct Pk {
    a: u8,
    b: u32,
}
fn mk(k: u16) -> impl Fn(u8) -> u16 {
    move |a| k + a as u16
}
fn places() {
    let s = String::from("a");
    let n = 5u8;
    let m = 7u32;
    let v = vec![1u16];
    let mut cnt = 0u64;
    let p = P {
        x: String::new(),
        y: 1,
        z: (2, 3),
    };
    let d = D(String::new(), 4);
    let p1 = || n;
    show("p1", &p1);
    let p2 = move || n;
    show("p2", &p2);
    let p3 = || s.len();
    show("p3", &p3);
    let p4 = move || m as usize + n as usize;
    show("p4", &p4);
    let mut p5 = || {
        cnt += n as u64;
    };
    show("p5", &p5);
    let p6 = || p.z.1 + p.y as u16;
    show("p6", &p6);
    let q = P {
        x: String::new(),
        y: 1,
        z: (2, 3),
    };
    let p7 = move || q.z.1 as u64 + q.y as u64;
    show("p7", &p7);
    let q = P {
        x: String::new(),
        y: 1,
        z: (2, 3),
    };
    let p8 = move || {
        let r = &q;
        r.y
    };
    show("p8", &p8);
    let p9 = move || d.1;
    show("p9", &p9);
    let p10 = |a: u32| a + 1;
    show("p10", &p10);
    let p11 = mk(3);
    show("p11", &p11);
    let p12 = move || {
        let w = v;
        w.len()
    };
    show("p12", &p12);
    let rf = &p;
    let p13 = move || rf.y;
    show("p13", &p13);
    let bx = Box::new((1u8, 2u64));
    let p14 = move || bx.1;
    show("p14", &p14);
    let t = (1u8, String::new(), 3u16);
    let p15 = || {
        let (a, _, b) = &t;
        *a as u16 + b
    };
    show("p15", &p15);
    let t = (1u8, String::new(), 3u16);
    let p16 = move || {
        let (a, _, b) = t;
        a as u16 + b
    };
    show("p16", &p16);
    let pk = Pk { a: 1, b: 2 };
    let p17 = move || pk.b;
    show("p17", &p17);
    let opt = Some(3u32);
    let p18 = move || match opt {
        Some(x) => x,
        None => 0,
    };
    show("p18", &p18);
    let inner = 3u16;
    let p19 = move || {
        let k = move || inner;
        k()
    };
    show("p19", &p19);
    let arr = [1u8; 10];
    let p20 = move || arr[2];
    show("p20", &p20);
    let rc = std::rc::Rc::new(5);
    let p21 = {
        let rc = rc.clone();
        move || *rc
    };
    show("p21", &p21);
    let hm: std::collections::HashMap<u8, String> = Default::default();
    let p22 = move || hm.len();
    show("p22", &p22);
    let p23 = Some(p2);
    show("p23", &p23);
    let bb = true;
    let sref = "x";
    let p24 = move || if bb { sref } else { "" };
    show("p24", &p24);
    let p25 = Some(move || if bb { 1 } else { 2 });
    show("p25", &p25);
    let p26 = [1u8, 2].iter().map(|x| x + n).filter(move |y| *y > m as u8);
    show("p26", &p26);
}
fn main() {
    places();
    let mut v = [1u8];
    let t = (1u8, [1u64; 3]);
    let mut st = String::new();
    a1("");
    a2("");
    a3("", None);
    a4("");
    a5("");
    a6("");
    a7("");
    a8("");
    a9("");
    a10("");
    a11("");
    a12("");
    a13("");
    a14("");
    a15("");
    a16("");
    a17("");
    a18(&[1]);
    a19("");
    a20("");
    a21(&vec![]);
    a22("", |_| true);
    a23("", |_| true);
    a24("");
    a25("");
    a26(&mut st);
    a27(&mut v);
    a28("");
    a29(None);
    a30(&t);
    a31("");
    a32("");
    a33("");
    a34("");
    a35("", 0);
    a36("");
    a37("");
    a38("");
    a39("");
    a40("");
    a41("");
    a42(&|_| ());
    a43("");
    a44("");
    b50("");
    b51();
    b52("");
    b53("");
    b54("");
    b55("");
    b56("");
    b57("");
    b58(Some(""));
    b59(F1 { n: "" });
    b60(F1 { n: "" });
    b61(&F2 { n: "" });
    b62(&[""]);
    b63("");
    b64("");
    b65("");
    b66(&[1]);
    b67("");
    b68("");
    b69("");
    b70("");
    b71(std::path::Path::new(""));
    b72("");
    b73(&vec![]);
    b74(&1);
    b75(&[]);
    b76(&[String::new()], 0);
    b77(&[String::new()]);
    b78("");
    b79(&Default::default());
    b80(&Default::default());
    b81(None);
    b82(&mut vec![]);
    b83(&mut (1, vec![]));
    b84(&RefCellS {
        a: Default::default(),
        b: 1,
    });
    b85("".into());
    b86("");
    b88("", None);
    b89("");
    b90("");
    b91(&[]);
    b92("");
    b93("");
    b94("");
    b95("");
    b96("");
    b97("");
}
fn show<T>(name: &str, value: &T) {
    println!("{name} {}", std::mem::size_of_val(value));
}
