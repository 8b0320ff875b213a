//! Work divided among threads.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Does so many pieces of work, each thread with a state of its own. Results come in the order of the pieces; which piece
/// went to which state depends on chance.
pub(super) fn divided<State: Send, Done: Send>(
    pieces: usize,
    threads: usize,
    start: impl Fn() -> State + Sync,
    work: impl Fn(&mut State, usize) -> Done + Sync,
) -> (Vec<Done>, Vec<State>) {
    let next = AtomicUsize::new(0);
    let worker = || {
        let (mut state, mut done) = (start(), Vec::new());
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= pieces {
                return (state, done);
            }
            done.push((piece, work(&mut state, piece)));
        }
    };
    let parts: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads.min(pieces)).map(|_| scope.spawn(worker)).collect();
        threads.into_iter().map(|thread| thread.join().expect("a comparison does not panic")).collect()
    });
    let (states, done): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
    let mut done: Vec<_> = done.into_iter().flatten().collect();
    done.sort_unstable_by_key(|(piece, _)| *piece);
    (done.into_iter().map(|(_, done)| done).collect(), states)
}
