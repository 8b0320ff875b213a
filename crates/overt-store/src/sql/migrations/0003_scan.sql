-- Reading everything that was written since a place in the log.

CREATE INDEX revision_leaf ON revision (leaf);
