//! The desk as a browser meets it, without one: requests and answers.

mod browser;
mod canaries;
mod casework;
mod doors;
mod matrix;
mod own_account;
mod people;
mod world;
