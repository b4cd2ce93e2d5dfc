//! The engine of a page: `crossings::explorer` behind four raw functions, for WebAssembly.
//!
//! The page writes a text into memory that [`reserve`] gives, calls [`answer`] with the number of a method, and reads
//! [`length`] bytes from where the answer begins: a byte that is 0 for an answer and 1 for an error in words, then the
//! content. A panic leaves its message there before it ends the worker ([`last_words`]). No import, no binding generator.
#![allow(unsafe_code)]

use std::cell::RefCell;

use crossings::explorer::{Explorer, Method};

thread_local! {
    static EXPLORER: RefCell<Explorer> = RefCell::new(Explorer::default());
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static OUTPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Memory for the next input.
#[unsafe(no_mangle)]
pub extern "C" fn reserve(bytes: usize) -> *mut u8 {
    INPUT.with_borrow_mut(|input| {
        input.clear();
        input.resize(bytes, 0);
        input.as_mut_ptr()
    })
}

/// Answers the input; gives where the answer begins.
#[unsafe(no_mangle)]
pub extern "C" fn answer(method: usize) -> *const u8 {
    let input = INPUT.take();
    let answer = EXPLORER.with_borrow_mut(|explorer| match Method::ALL.get(method) {
        Some(&method) => explorer.answer(method, &input),
        None => Err(format!("there is no method {method}")),
    });
    let (mark, content) = match answer {
        Ok(content) => (0, content),
        Err(words) => (1, words.into_bytes()),
    };
    put(mark, &content)
}

/// Bytes of the last answer, its mark included.
#[unsafe(no_mangle)]
pub extern "C" fn length() -> usize {
    OUTPUT.with_borrow(Vec::len)
}

/// From now on the message of a panic is the last answer; gives where it would begin.
#[unsafe(no_mangle)]
pub extern "C" fn last_words() -> *const u8 {
    OUTPUT.with_borrow(Vec::as_ptr)
}

/// Must be called once, first.
#[unsafe(no_mangle)]
pub extern "C" fn begin() {
    std::panic::set_hook(Box::new(|panic| {
        put(1, panic.to_string().as_bytes());
    }));
}

fn put(mark: u8, content: &[u8]) -> *const u8 {
    OUTPUT.with_borrow_mut(|output| {
        output.clear();
        output.push(mark);
        output.extend_from_slice(content);
        output.as_ptr()
    })
}
