//! The desk as a browser meets it, without one: requests and answers.

mod browser;
mod casework;
mod doors;
mod linking;
mod matrix;
mod own_account;
mod world;
