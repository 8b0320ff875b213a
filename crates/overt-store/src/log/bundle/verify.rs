//! Verifying a bundle: everything in it is computed again, and everything that does not fit is a finding.
//!
//! Memory holds one line, one accumulator, two checkpoints and those that the auditor brought: it does not grow with the
//! number of leaves.

use std::io::BufRead;

use super::super::checkpoint::{Cosigned, Opened, Policy};
use super::super::tree::{Accumulator, Head, TreeHash, verify_consistency};
use super::finding::{BundleProblem, Finding};
use super::line::{BUNDLE_VERSION, BUNDLE_VERSION_MIN, Consistency, Header, LeafLine, Line, LineRead, Link, read_line};

/// After this many findings reading stops.
pub const FINDINGS_MAX: usize = 100;

/// What a bundle without findings shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Leaves before the start of the bundle, of which only the root was verified.
    pub start: u64,
    /// Size and root of the log at the last checkpoint.
    pub head: Head,
    /// Leaves whose entry was shown and is the one that was logged.
    pub openings: u64,
    /// Leaves of which the bundle shows that they bind what was stored with them. A bundle that leaves this out is whole
    /// nevertheless, as one that shows no entries is.
    pub bound: u64,
    /// Checkpoints in the bundle.
    pub checkpoints: u64,
    /// Who cosigned the last one, and when.
    pub cosigned: Vec<Cosigned>,
}

/// Verifies a bundle against `policy` and against checkpoints that the auditor got elsewhere: from earlier bundles, and
/// above all from witnesses. Without the latter, a log that was rolled back or forked looks whole.
///
/// Every earlier checkpoint must be signed by the log, and the last also by enough witnesses.
///
/// # Errors
///
/// Returns what is wrong, in the order of the lines: at most [`FINDINGS_MAX`] findings.
pub fn verify(mut bundle: impl BufRead, policy: &Policy, seen: &[Opened]) -> Result<Report, Vec<Finding>> {
    let mut replay = Replay::new(policy, seen);
    let mut buffer = Vec::new();
    loop {
        if replay.findings.len() >= FINDINGS_MAX {
            replay.find(BundleProblem::TooMany);
            return Err(replay.findings);
        }
        replay.line += 1;
        match read_line(&mut bundle, &mut buffer) {
            Ok(LineRead::Line) => replay.read(&buffer),
            Ok(LineRead::End) => return replay.finish(),
            Ok(LineRead::TooLong) => replay.find(BundleProblem::LineTooLong),
            Err(error) => replay.find(BundleProblem::Unreadable(error.kind())),
        }
        if matches!(replay.findings.last(), Some(last) if last.problem.ends_reading()) {
            return Err(replay.findings);
        }
    }
}

impl BundleProblem {
    /// Whether nothing can be said about what follows.
    const fn ends_reading(&self) -> bool {
        matches!(
            self,
            Self::LineTooLong | Self::Unreadable(_) | Self::Header | Self::Version | Self::Origin | Self::Start
        )
    }
}

struct Replay<'a> {
    policy: &'a Policy,
    /// Ordered by size, with whether a root or a proof in the bundle confirmed it.
    seen: Vec<(&'a Opened, bool)>,
    next_seen: usize,
    line: u64,
    version: u32,
    start: Option<u64>,
    tree: Accumulator,
    link: Link,
    next_index: u64,
    last: Option<Opened>,
    before_last: Option<Head>,
    /// Leaves that the last checkpoint whose root fits confirms.
    confirmed: u64,
    openings: u64,
    bound: u64,
    checkpoints: u64,
    ended: bool,
    findings: Vec<Finding>,
}

impl<'a> Replay<'a> {
    fn new(policy: &'a Policy, seen: &'a [Opened]) -> Self {
        let tree = Accumulator::new();
        let mut seen: Vec<_> = seen.iter().map(|opened| (opened, false)).collect();
        seen.sort_by_key(|(opened, _)| opened.head().size);
        Self {
            policy,
            next_seen: 0,
            line: 0,
            version: BUNDLE_VERSION,
            start: None,
            link: Link::before(tree.head()),
            tree,
            next_index: 0,
            last: None,
            before_last: None,
            confirmed: 0,
            openings: 0,
            bound: 0,
            checkpoints: 0,
            ended: false,
            findings: seen
                .windows(2)
                .filter(|pair| pair[0].0.forks_from(pair[1].0))
                .map(|pair| Finding { line: None, problem: BundleProblem::Fork { size: pair[0].0.head().size } })
                .take(FINDINGS_MAX)
                .collect(),
            seen,
        }
    }

    fn find(&mut self, problem: BundleProblem) {
        self.findings.push(Finding { line: Some(self.line), problem });
    }

    fn read(&mut self, bytes: &[u8]) {
        let line = serde_json::from_slice(bytes);
        if self.ended {
            return self.find(BundleProblem::AfterEnd);
        }
        match line {
            Err(_) if self.start.is_none() => self.find(BundleProblem::Header),
            Err(_) => self.find(BundleProblem::Line),
            Ok(Line::Bundle(header)) if self.start.is_none() => self.header(header),
            Ok(_) if self.start.is_none() => self.find(BundleProblem::Header),
            Ok(Line::Bundle(_)) => self.find(BundleProblem::Header),
            Ok(Line::Leaf(leaf)) => self.leaf(&leaf),
            Ok(Line::Checkpoint(note)) => self.checkpoint(&note),
            Ok(Line::Consistency(consistency)) => self.consistency(&consistency),
            Ok(Line::End(end)) => {
                self.ended = true;
                if end.leaves != self.tree.size() {
                    self.find(BundleProblem::End);
                }
            }
        }
    }

    fn header(&mut self, header: Header) {
        if !(BUNDLE_VERSION_MIN..=BUNDLE_VERSION).contains(&header.version) {
            return self.find(BundleProblem::Version);
        }
        self.version = header.version;
        if header.origin != self.policy.origin() {
            return self.find(BundleProblem::Origin);
        }
        match Accumulator::resume(header.start, header.peaks) {
            Ok(tree) => self.tree = tree,
            Err(_) => return self.find(BundleProblem::Start),
        }
        self.start = Some(header.start);
        (self.next_index, self.confirmed) = (header.start, header.start);
        self.link = Link::before(self.tree.head());
        self.next_seen = self.seen.partition_point(|(opened, _)| opened.head().size < header.start);
        self.compare_seen();
    }

    fn leaf(&mut self, leaf: &LeafLine) {
        if self.last.is_none() && self.tree.size() > 0 && self.start == Some(self.tree.size()) {
            self.find(BundleProblem::StartUnsigned(self.tree.size()));
        }
        if leaf.index != self.next_index {
            self.find(BundleProblem::LeafOrder { expected: self.next_index, found: leaf.index });
        } else if leaf.link != self.link.to(&leaf.commitment) {
            self.find(BundleProblem::Link(leaf.index));
        }
        // Go on from what is written, so that each damaged place is found by itself.
        (self.next_index, self.link) = (leaf.index.saturating_add(1), leaf.link);
        self.shown(leaf);
        self.tree.append(TreeHash::of_leaf(&leaf.commitment.0), |_| ());
        self.compare_seen();
    }

    /// Compares what a line shows of its leaf with the leaf.
    fn shown(&mut self, line: &LeafLine) {
        let read = line.leaf().filter(|leaf| leaf.content.is_none() || self.version > BUNDLE_VERSION_MIN);
        let Some(leaf) = read else {
            return self.find(BundleProblem::Line);
        };
        if leaf.commitment() != line.commitment {
            self.find(BundleProblem::Content(line.index));
        } else if leaf.content.is_some() {
            self.bound += 1;
        }
        if let Some(opening) = &line.opening {
            if leaf.entry.opens_to(opening) {
                self.openings += 1;
            } else {
                self.find(BundleProblem::Opening(line.index));
            }
        }
    }

    /// Compares the tree with the auditor's checkpoints of its present size.
    fn compare_seen(&mut self) {
        while let Some((opened, confirmed)) = self.seen.get_mut(self.next_seen) {
            if opened.head().size != self.tree.size() {
                break;
            }
            *confirmed = true;
            self.next_seen += 1;
            if opened.head() != self.tree.head() {
                self.find(BundleProblem::Fork { size: self.tree.size() });
            }
        }
    }

    fn checkpoint(&mut self, note: &str) {
        let opened = match self.policy.open(note) {
            Ok(opened) => opened,
            Err(error) => return self.find(BundleProblem::Checkpoint(error)),
        };
        let (head, leaves) = (opened.head(), self.tree.size());
        let size = head.size;
        if size < leaves {
            return self.find(BundleProblem::CheckpointPlace { size, leaves });
        } else if size > leaves {
            self.find(BundleProblem::LeavesMissing { size, leaves });
        } else if head.root != self.tree.root() {
            self.find(BundleProblem::Root { first: self.confirmed.min(size), end: size });
        } else {
            self.confirmed = size;
        }
        self.checkpoints += 1;
        self.before_last = self.last.as_ref().map(Opened::head);
        self.last = Some(opened);
    }

    fn consistency(&mut self, consistency: &Consistency) {
        let &Consistency { from, to, ref proof } = consistency;
        let misplaced = BundleProblem::ConsistencyPlace { from, to };
        let Some(new) = self.last.as_ref().map(Opened::head).filter(|head| head.size == to) else {
            return self.find(misplaced);
        };
        let before = self.before_last.filter(|head| head.size == from).map(|head| verify_consistency(head, new, proof));
        let mut results: Vec<_> = before.into_iter().collect();
        for (opened, confirmed) in self.seen.iter_mut().filter(|(opened, _)| opened.head().size == from) {
            let result = verify_consistency(opened.head(), new, proof);
            *confirmed |= result.is_ok();
            results.push(result);
        }
        if results.is_empty() {
            return self.find(misplaced);
        }
        for error in results.into_iter().filter_map(Result::err) {
            self.find(BundleProblem::Consistency(error));
        }
    }

    fn finish(mut self) -> Result<Report, Vec<Finding>> {
        let leaves = self.tree.size();
        let mut whole = Vec::new();
        if !self.ended {
            whole.push(BundleProblem::End);
        }
        match &self.last {
            None => whole.push(BundleProblem::Unsigned),
            Some(last) => {
                if last.head().size < leaves {
                    whole.push(BundleProblem::TailUnsigned(leaves - last.head().size));
                }
                if !self.policy.relies_on(last) {
                    let needed = self.policy.witnesses_min();
                    whole.push(BundleProblem::Witnesses { found: last.cosigned().len(), needed });
                }
            }
        }
        for (opened, _) in self.seen.iter().filter(|(_, confirmed)| !confirmed) {
            let size = opened.head().size;
            whole.push(if size > leaves {
                BundleProblem::RolledBack { size, leaves }
            } else {
                BundleProblem::SeenUnlinked(size)
            });
        }
        let whole = whole.into_iter().map(|problem| Finding { line: None, problem });
        self.findings.extend(whole);
        self.findings.truncate(FINDINGS_MAX);
        match (self.last, self.findings.is_empty()) {
            (Some(last), true) => Ok(Report {
                start: self.start.unwrap_or_default(),
                head: last.head(),
                openings: self.openings,
                bound: self.bound,
                checkpoints: self.checkpoints,
                cosigned: last.cosigned().to_vec(),
            }),
            _ => Err(self.findings),
        }
    }
}
