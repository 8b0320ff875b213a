//! The promises of the differentially private mechanisms.

mod account;
mod choice;
mod consistent;
mod contribution;
mod counts;
mod exact;
mod keys;
mod noise;
mod odometer;
mod release;
mod tables;
