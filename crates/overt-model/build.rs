//! A new file in the codebook must reach the binary: `include_dir` alone notices only changed ones.
fn main() {
    println!("cargo:rerun-if-changed=../../codebook");
}
