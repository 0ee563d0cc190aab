pub struct S1 {
    pub a: u8,
    pub b: u16,
    pub c: u8,
}
