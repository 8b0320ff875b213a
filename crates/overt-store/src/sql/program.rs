//! Keys for programs.

use super::statements;

statements! {
    PROGRAM_KEYS = "SELECT p.id, p.content, p.leaf FROM program_key p
        WHERE p.leaf = (SELECT MAX(n.leaf) FROM program_key n WHERE n.id = p.id) ORDER BY p.id";
    PROGRAM_KEY_STEPS = "SELECT id, content, leaf FROM program_key ORDER BY leaf";
    PROGRAM_KEY_ADD = "INSERT INTO program_key (id, leaf, content) VALUES ($1, $2, $3)";
}
