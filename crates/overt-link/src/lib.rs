//! Claims become entities: which records are about the same person, official, organisation or event.
//!
//! Pure kernels: values in, values out. No file, no clock, no store, no randomness that was not passed in.
