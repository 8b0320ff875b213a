#![no_main]

use std::io::Write;

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: {
        // The reader catches the panics of the library it uses, and one that it does not catch ends the run all the same.
        std::panic::set_hook(Box::new(|_| {}));
    },
    |bytes: &[u8]| {
        let mut file = tempfile::tempfile().expect("there is room for a small file");
        file.write_all(bytes).expect("there is room for a small file");
        overt_intake::fuzzing::parquet(&file);
    }
);
