// Enums that a pattern has shown to be empty, filled again through a pointer.
#![allow(dead_code, unused_variables, unused_must_use)]

pub struct D(u8);
impl Drop for D {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
pub enum State {
    Empty,
    Full(D),
}
fn fill(state: &mut State) {
    *state = State::Full(D(1));
}

fn inserted(mut value: Option<D>) {
    match value {
        None => {
            value.insert(D(1));
        }
        Some(d) => drop(d),
    }
}

fn replaced(mut value: Option<(D, D)>) {
    if let Some(_) = value {
        return;
    }
    value.replace((D(1), D(2)));
    if let Some((_a, _)) = value {}
}

fn by_a_call(mut state: State) {
    match state {
        State::Empty => fill(&mut state),
        State::Full(d) => drop(d),
    }
}

fn by_a_closure(mut state: State) {
    match state {
        State::Empty => (|| state = State::Full(D(1)))(),
        State::Full(d) => drop(d),
    }
}

fn by_a_reference(mut state: State) {
    match state {
        State::Empty => {
            let r = &mut state;
            *r = State::Full(D(1));
        }
        State::Full(d) => drop(d),
    }
}

fn by_a_pattern(mut value: Option<D>) {
    match value {
        ref mut empty @ None => *empty = Some(D(1)),
        Some(d) => drop(d),
    }
}

fn read_alone(value: Option<D>) {
    match value {
        None => {
            value.is_none();
        }
        Some(d) => drop(d),
    }
}
