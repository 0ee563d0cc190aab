//! Passing a large value copies all of it.

/// 4,096 bytes.
pub struct Page {
    pub bytes: [u8; 4096],
}

/// Copies 4,096 bytes into the parameter.
pub fn by_value(page: Page) -> usize {
    page.bytes.len()
}

/// Copies 8 bytes.
pub fn by_reference(page: &Page) -> usize {
    page.bytes.len()
}

/// Copies 8 bytes, and the page changes its owner.
pub fn by_box(page: Box<Page>) -> usize {
    page.bytes.len()
}
