#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: {
        // The reader catches the panics of the library it uses, and one that it does not catch ends the run all the same.
        std::panic::set_hook(Box::new(|_| {}));
    },
    |bytes: &[u8]| {
        overt_intake::fuzzing::parquet(bytes);
    }
);
