//! Tasks.

use super::statements;

statements! {
    TASK_ADD = "INSERT INTO task (id, leaf, record, giver, doer, due, state, day, note, salt, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    TASK_THERE = "SELECT 1 FROM task WHERE id = $1 LIMIT 1";
    TASK_STEPS = "SELECT id, leaf, record, giver, doer, due, state, day, note, salt, hash FROM task
        WHERE (id, leaf) > ($1, $2) ORDER BY id, leaf LIMIT $3";
    COUNT_TASKS = "SELECT COUNT(*) AS n FROM task";
    TASKS_OPEN_COUNT = "SELECT COUNT(*) AS n FROM task t WHERE t.record = $1 AND t.state = 'open'
        AND t.leaf = (SELECT MAX(n.leaf) FROM task n WHERE n.id = t.id)";
    /// How a task was step by step, with what the log is compared with.
    TASK_STEPS_OF = "SELECT t.id, t.leaf, t.record, t.giver, t.doer, t.due, t.state, t.day, t.note, t.salt, t.hash,
            l.content AS digest, COALESCE(s.epoch, 0) AS epoch, s.hash AS sealed
        FROM task t JOIN log_leaf l ON l.number = t.leaf
        LEFT JOIN sealed s ON s.record = t.note AND s.class = 'narrative' AND s.revision = 1
        WHERE t.id = $1 ORDER BY t.leaf";
    /// Notes of a record's tasks whose key is there.
    TASK_NOTES_OF_RECORD = "SELECT t.note FROM task t JOIN key_wrap k ON k.record = t.note WHERE t.record = $1";
    /// Everything of a record's tasks but that they were there.
    TASKS_EMPTY = "UPDATE task SET giver = $2, doer = $2, due = '', state = '', day = '', salt = $3 WHERE record = $1";
    /// Who can be given a task about what a team holds.
    TASK_DOERS = "SELECT m.account, a.name, a.public_key FROM membership m JOIN team e ON e.id = m.team AND e.epoch = m.epoch
        JOIN account a ON a.id = m.account WHERE m.team = $1 AND a.state = 'active' ORDER BY a.name";
}

/// Which tasks are asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Tasks {
    /// The one of an identifier.
    Id,
    /// Those about a record.
    Record,
    /// What somebody is to do.
    Doer,
    /// What came back to who gave it.
    Returned,
    /// What waits for nobody in a team: whoever was to do it, or it came back to, is not in the team any more.
    Nobody,
}

/// How often somebody is in the team that holds the record.
fn members(who: &str) -> String {
    format!(
        "(SELECT COUNT(*) FROM membership m JOIN team e ON e.id = m.team AND e.epoch = m.epoch
        JOIN account a ON a.id = m.account WHERE m.team = r.team AND m.account = {who} AND a.state = 'active')"
    )
}

/// Tasks as they are now, with the team that holds the record, with whether who is to do it is in that team, and with what the log is
/// compared with. Those of erased records are not among them.
pub(crate) fn tasks(which: Tasks) -> String {
    let doers = members("t.doer");
    let condition = match which {
        Tasks::Id => "t.id = $1".to_owned(),
        Tasks::Record => "t.record = $1".to_owned(),
        Tasks::Doer => "t.doer = $1 AND t.state = 'open'".to_owned(),
        Tasks::Returned => "t.giver = $1 AND t.state = 'given-back'".to_owned(),
        Tasks::Nobody => format!(
            "r.team = $1 AND (t.state = 'open' AND {doers} = 0 OR t.state = 'given-back' AND {} = 0)",
            members("t.giver")
        ),
    };
    format!(
        "SELECT t.id, t.leaf, t.record, t.giver, t.doer, t.due, t.state, t.day, t.note, t.salt, t.hash, r.team, {doers} AS members,
            l.content AS digest, COALESCE(s.epoch, 0) AS epoch, s.hash AS sealed
        FROM task t JOIN record r ON r.id = t.record JOIN log_leaf l ON l.number = t.leaf
        LEFT JOIN sealed s ON s.record = t.note AND s.class = 'narrative' AND s.revision = 1
        WHERE {condition} AND r.erased = 0 AND t.leaf = (SELECT MAX(n.leaf) FROM task n WHERE n.id = t.id)
        ORDER BY CASE t.state WHEN 'open' THEN 0 ELSE 1 END, t.due, t.id LIMIT $2"
    )
}
