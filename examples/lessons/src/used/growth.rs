//! A full `Vec` moves its elements to a larger buffer.

/// Capacities 4, 8 and 16: at each step, what is there is moved. `shrink_to_fit` gives the spare places back.
pub fn grow() -> (usize, usize) {
    let mut numbers: Vec<u64> = Vec::new();
    for number in 0..9 {
        numbers.push(number);
    }
    let grown = numbers.capacity();
    numbers.shrink_to_fit();
    (grown, numbers.capacity())
}

/// Room for all from the start: one allocation, no move.
pub fn reserve() -> Vec<u64> {
    let mut numbers = Vec::with_capacity(9);
    numbers.extend(0..9);
    numbers
}
