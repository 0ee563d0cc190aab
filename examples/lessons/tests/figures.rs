//! The figures in the comments, held against the compiler at hand. Layouts belong to a release and a target.
#![cfg(target_arch = "x86_64")]

use std::collections::HashMap;
use std::io;
use std::mem::{align_of, offset_of, size_of};

use lessons::created::{
    c_and_rust::*, collections::*, enums::*, niches::*, repr::*, stack_and_heap::*, structs::*,
};
use lessons::{destroyed, used};

#[test]
fn structs() {
    assert_eq!(
        (
            size_of::<Reordered>(),
            offset_of!(Reordered, b),
            offset_of!(Reordered, a)
        ),
        (8, 0, 4)
    );
    assert_eq!(
        (size_of::<Tight>(), size_of::<Holed>(), size_of::<Nested>()),
        (12, 16, 24)
    );
    assert_eq!((size_of::<Nothing>(), size_of::<Session>()), (0, 40));
    assert_eq!(
        (size_of::<Point>(), size_of::<Boxed>(), size_of::<Message>()),
        (16, 8, 48)
    );
}

#[test]
fn c_and_rust() {
    assert_eq!(
        (
            size_of::<S1InC>(),
            offset_of!(S1InC, b),
            offset_of!(S1InC, c)
        ),
        (6, 2, 4)
    );
    assert_eq!(
        (size_of::<S2InC>(), size_of::<S1>(), size_of::<S2>()),
        (4, 4, 4)
    );
    assert_eq!((align_of::<S1>(), align_of::<S2>()), (2, 2));
}

#[test]
fn reprs() {
    assert_eq!(
        (
            size_of::<Plain>(),
            offset_of!(Plain, value),
            size_of::<LikeC>()
        ),
        (16, 0, 24)
    );
    assert_eq!(
        (
            size_of::<Packed>(),
            size_of::<PackedToFour>(),
            size_of::<CacheLine>()
        ),
        (11, 16, 64)
    );
    assert_eq!(
        (size_of::<Wrapper>(), size_of::<Wide>(), size_of::<Event>()),
        (8, 2, 12)
    );
}

#[test]
fn enums() {
    assert_eq!((size_of::<Light>(), size_of::<Shape>()), (1, 24));
    assert_eq!((size_of::<Packet>(), size_of::<BoxedPacket>()), (272, 8));
    assert_eq!((size_of::<Option<u8>>(), size_of::<Option<f64>>()), (2, 16));
    assert_eq!(
        (
            size_of::<Bits>(),
            size_of::<Never>(),
            size_of::<Infallible>()
        ),
        (4, 0, 4)
    );
}

#[test]
fn niches() {
    assert_eq!(size_of::<Option<Vec<u8>>>(), size_of::<Vec<u8>>());
    assert_eq!(
        (size_of::<Option<char>>(), size_of::<Option<Option<bool>>>()),
        (4, 1)
    );
    assert_eq!(
        (size_of::<User>(), size_of::<E>(), size_of::<Option<E>>()),
        (24, 56, 56)
    );
    assert_eq!(size_of::<Result<u8, io::Error>>(), 16);
    assert_eq!(size_of::<Result<HashMap<String, String>, io::Error>>(), 48);
    assert_eq!(
        (size_of::<Index>(), size_of::<Others>(), size_of::<Fixed>()),
        (48, 56, 12)
    );
}

#[test]
fn use_and_destruction() {
    assert_eq!(
        (
            size_of::<used::moves::Pixel>(),
            size_of::<used::moves::Name>()
        ),
        (8, 24)
    );
    assert_eq!(size_of::<used::large_values::Page>(), 4096);
    assert_eq!(used::growth::grow(), (16, 9));
    assert_eq!(size_of::<destroyed::student::Student>(), 80);
    assert_eq!(size_of::<destroyed::leaks::Kept>(), size_of::<String>());
    assert_eq!(destroyed::resources::shared(), 1);
}
