//! Verifying proofs, as RFC 9162 says in sections 2.1.3.2 and 2.1.4.2. A verifier needs no part of the tree.

use super::{Head, TreeHash};

/// Why a proof shows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The leaf would lie beyond the end of the tree.
    #[error("the leaf lies beyond the end of the tree; ask for a proof against a later checkpoint")]
    BeyondTree,
    /// The later tree has fewer leaves than the earlier one.
    #[error("the later tree has fewer leaves than the earlier one; the log was rolled back, or the two were exchanged")]
    Shrunk,
    /// There are fewer or more hashes in the proof than the sizes call for.
    #[error("the proof has another length than trees of these sizes call for; it was cut, or made for other sizes")]
    Length,
    /// The proof does not lead to the root of the (earlier) tree.
    #[error("the proof does not lead to the root of the earlier tree; leaf, proof or root was changed")]
    Root,
    /// The proof does not lead to the root of the later tree.
    #[error("the proof does not lead to the root of the later tree; leaf, proof or root was changed")]
    LaterRoot,
}

/// Verifies that the leaf with hash `leaf` is number `index` (from 0) of the tree with this head.
///
/// The head must come from one checkpoint: a root alone does not commit to the number of leaves, so a proof for a tree of
/// the same shape along the path would hold for a size that was made up.
pub fn verify_inclusion(leaf: TreeHash, index: u64, head: Head, proof: &[TreeHash]) -> Result<(), ProofError> {
    if index >= head.size {
        return Err(ProofError::BeyondTree);
    }
    let (mut node, mut last) = (index, head.size - 1);
    let mut root = leaf;
    for sibling in proof {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node & 1 == 1 || node == last {
            root = TreeHash::of_node(sibling, &root);
            // A node at the right edge without a sibling moves up unchanged.
            last >>= node.trailing_zeros();
            node >>= node.trailing_zeros();
        } else {
            root = TreeHash::of_node(&root, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if root == head.root { Ok(()) } else { Err(ProofError::LaterRoot) }
}

/// Verifies that the tree with the head `new` begins with all leaves of the tree with the head `old`, in order.
///
/// Every tree extends the tree without leaves, so that case says nothing about `new`.
pub fn verify_consistency(old: Head, new: Head, proof: &[TreeHash]) -> Result<(), ProofError> {
    if old.size > new.size {
        return Err(ProofError::Shrunk);
    }
    if old.size == 0 || old.size == new.size {
        let expected = if old.size == 0 { TreeHash::of_nothing() } else { new.root };
        return match (proof.is_empty(), old.root == expected) {
            (false, _) => Err(ProofError::Length),
            (true, false) => Err(ProofError::Root),
            (true, true) => Ok(()),
        };
    }
    // A verifier knows the root of a complete old tree, so the proof leaves it out.
    let (first, rest) = if old.size.is_power_of_two() {
        (old.root, proof)
    } else {
        let (&first, rest) = proof.split_first().ok_or(ProofError::Length)?;
        (first, rest)
    };
    let steps = (old.size - 1).trailing_ones();
    let (mut node, mut last) = ((old.size - 1) >> steps, (new.size - 1) >> steps);
    let (mut old_root, mut new_root) = (first, first);
    for hash in rest {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node & 1 == 1 || node == last {
            old_root = TreeHash::of_node(hash, &old_root);
            new_root = TreeHash::of_node(hash, &new_root);
            // A node at the right edge without a sibling moves up unchanged.
            last >>= node.trailing_zeros();
            node >>= node.trailing_zeros();
        } else {
            new_root = TreeHash::of_node(&new_root, hash);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if old_root != old.root {
        return Err(ProofError::Root);
    }
    if new_root == new.root { Ok(()) } else { Err(ProofError::LaterRoot) }
}
