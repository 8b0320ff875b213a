//! x
#![allow(dead_code)]
mod fit;
mod names;
mod profile;
mod words;
