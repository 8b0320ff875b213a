//! Every table, for backups.

use super::Rows;

/// A table as a backup holds it. The first `key` columns are its primary key, in whose order its rows are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    pub(crate) rows: Rows,
    pub(crate) key: usize,
    /// One letter a column: `i` whole number, `t` text, `b` bytes.
    pub(crate) types: &'static str,
}

impl Table {
    pub(crate) fn select(self) -> String {
        let order: Vec<String> = (1..=self.key).map(|place| place.to_string()).collect();
        format!("SELECT {} FROM {} ORDER BY {}", self.rows.columns.join(", "), self.rows.table, order.join(", "))
    }
}

macro_rules! tables {
    ($($table:literal, $key:literal, $types:literal, [$($column:literal),*];)*) => {
        pub(crate) const TABLES: &[Table] = &[$(
            Table { rows: Rows { table: $table, columns: &[$($column),*] }, key: $key, types: $types },
        )*];
    };
}

tables! {
    "setting", 1, "tb", ["name", "value"];
    "account", 1, "btitbbbi", ["id", "name", "administrator", "state", "public_key", "lock", "recovery", "leaf"];
    "team", 1, "btti", ["id", "name", "kind", "epoch"];
    "team_epoch", 2, "bibi", ["team", "epoch", "public_key", "leaf"];
    "membership", 3, "bibb", ["team", "epoch", "account", "wrap"];
    "tenant_secret", 3, "tbib", ["purpose", "team", "epoch", "wrap"];
    "escrow", 1, "bbbi", ["id", "public_key", "record", "leaf"];
    "escrow_share", 2, "bibb", ["escrow", "number", "account", "wrap"];
    "escrow_key", 3, "bbib", ["escrow", "team", "epoch", "wrap"];
    "source", 2, "bit", ["id", "leaf", "content"];
    "retention", 1, "ti", ["class", "days"];
    "record", 1, "btbbii", ["id", "schema", "source", "team", "revision", "erased"];
    "revision", 2, "bibtttbbbbi",
        ["record", "number", "author", "reason", "day", "content", "content_hash", "blind", "blind_hash", "salt", "leaf"];
    "handover", 2, "bib", ["record", "number", "team"];
    "sealed", 3, "btiibb", ["record", "class", "revision", "epoch", "envelope", "hash"];
    "key_wrap", 3, "btibib", ["record", "class", "revision", "team", "wrapped_to", "wrap"];
    "blind", 3, "tib", ["field", "number", "record"];
    "term", 2, "ib", ["term", "record"];
    "consent", 4, "btttbtt", ["record", "purpose", "recipient", "class", "person", "from_day", "until_day"];
    "erasure", 3, "btittb", ["record", "class", "leaf", "day", "reason", "proof"];
    "file", 1, "bbibi", ["id", "record", "length", "hash", "leaf"];
    "backup", 1, "btbi", ["id", "day", "hash", "leaf"];
    "import_step", 2, "bit", ["run", "leaf", "content"];
    "import_key", 2, "bibb", ["key", "leaf", "record", "content"];
    "link_step", 1, "ibtt", ["leaf", "run", "schema", "content"];
    "link_member", 2, "bib", ["record", "leaf", "entity"];
    "link_decision", 3, "bbittbtbb", ["a", "b", "leaf", "verdict", "reading", "reader", "day", "run", "note"];
    "export_step", 1, "ibtt", ["leaf", "export", "kind", "content"];
    "export_record", 2, "bi", ["record", "leaf"];
    "own", 3, "btbttbb", ["account", "what", "id", "schema", "day", "wrap", "envelope"];
    "custody", 2, "bib", ["team", "leaf", "custody"];
    "task", 2, "bibbbtttbbb", ["id", "leaf", "record", "giver", "doer", "due", "state", "day", "note", "salt", "hash"];
    "hold", 2, "bibbtttt", ["id", "leaf", "record", "account", "ground", "day", "until_day", "lifted"];
    "program_key", 2, "bit", ["id", "leaf", "content"];
    "passkey", 3, "bbib", ["account", "id", "leaf", "envelope"];
    "release_step", 1, "ibt", ["leaf", "release", "content"];
    "log_state", 1, "iibt", ["id", "size", "peaks", "day"];
    "log_leaf", 1, "ibb", ["number", "entry", "content"];
    "log_node", 2, "iib", ["level", "number", "hash"];
    "log_detail", 1, "iiiibb", ["first", "count", "epoch", "wrapped_to", "wrap", "envelope"];
    "state", 1, "ib", ["leaf", "digests"];
    "checkpoint", 1, "it", ["size", "note"];
    "duty", 2, "bt", ["account", "duty"];
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table or column that was forgotten here would be missing after a restore.
    #[test]
    fn every_table_and_column_is_in_a_backup() {
        let mut defined: Vec<(String, Vec<String>)> = Vec::new();
        for definition in super::super::MIGRATIONS {
            for table in definition.split("CREATE TABLE ").skip(1) {
                let (name, rest) = table.split_once(" (").unwrap();
                let body = rest.split_once("\n)").unwrap().0;
                let names =
                    body.lines().filter_map(|line| line.trim().split_once(' ')).map(|(name, _)| name.to_owned());
                let mut names: Vec<String> = names.filter(|name| name != "PRIMARY").collect();
                names.sort();
                defined.push((name.to_owned(), names));
            }
            let dropped = definition.split("DROP TABLE ").skip(1).filter_map(|rest| rest.split_once(';'));
            let dropped: Vec<&str> = dropped.map(|(name, _)| name).collect();
            defined.retain(|(name, _)| !dropped.contains(&name.as_str()));
        }
        let columns = |table: &Table| {
            let mut names: Vec<String> = table.rows.columns.iter().map(|name| (*name).to_owned()).collect();
            names.sort();
            (table.rows.table.to_owned(), names)
        };
        let mut dumped: Vec<_> = TABLES.iter().map(columns).collect();
        dumped.sort();
        defined.sort();
        assert_eq!(dumped, defined);
        assert!(TABLES.iter().all(|table| table.types.len() == table.rows.columns.len()));
    }
}
