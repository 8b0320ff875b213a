//! Work shared by several threads, with the same result for every number of them.

use std::sync::{Mutex, PoisonError};

/// Inputs that a thread takes at once.
const BLOCK: usize = 32;

/// Computes an output for each input. Each thread makes a `worker` of its own; what it computes must depend on the input only.
pub(super) fn each<Input: Sync, Output: Send, Worker>(
    threads: usize,
    inputs: &[Input],
    outputs: &mut [Output],
    worker: impl Fn() -> Worker + Sync,
    compute: impl Fn(&mut Worker, &Input) -> Output + Sync,
) {
    let blocks = Mutex::new(inputs.chunks(BLOCK).zip(outputs.chunks_mut(BLOCK)));
    let run = || {
        let mut worker = worker();
        loop {
            // No thread can panic while it holds the lock.
            let next = blocks.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((inputs, outputs)) = next else { return };
            for (input, output) in inputs.iter().zip(outputs) {
                *output = compute(&mut worker, input);
            }
        }
    };
    let threads = threads.min(inputs.len().div_ceil(BLOCK));
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(run);
        }
        run();
    });
}
