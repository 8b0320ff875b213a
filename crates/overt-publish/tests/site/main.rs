//! What the public site promises: pages that fit together, nothing but what was released, and hostile readers who get a plain answer.

mod answers;
mod hostile;
mod house;
mod pages;
