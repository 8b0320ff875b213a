//! The desk as a browser meets it, without one: requests and answers.

mod browser;
mod casework;
mod doors;
mod fieldwork;
mod imports;
mod matrix;
mod own_account;
mod releases;
mod unfinished;
mod world;
