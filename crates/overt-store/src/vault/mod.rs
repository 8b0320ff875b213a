//! The vault: the keys, and everything that is sealed with them. Identity is sealed before it is stored, and opens in the
//! session of a person entitled to it.
//!
//! # Keys
//!
//! Every arrow means "seals". What stands in brackets exists in memory only, while a person is signed in.
//!
//! ```text
//!  passphrase, pepper               recovery code           shares of k among n custodians
//!       │ Argon2id, HKDF                 │                        │ Shamir
//!       ▼                                │                        ▼
//!  [key-encryption key]                  │             [secret key of an escrow]
//!       │ user lock                      │ recovery wrap          │ wrap
//!       ▼                                ▼                        │
//!  [secret key of a person] ◀────────────┴────────────────────────┘
//!       │ wrap, one for each member and epoch
//!       ▼
//!  [secret key of a team's epoch; for identity, of the custodians' team]
//!       │ wrap                                         │ wrap
//!       ▼                                              ▼
//!  [data key of a row, class and epoch, or a file]   [tenant secret of one purpose]
//!       │ envelope, sealed file                        │ derivation
//!       ▼                                              ▼
//!  values of a class; name and content               [keys of blind indexes and of proofs of erasure]
//! ```
//! A container of a backup has a data key of its own, wrapped to each person who may open it. The person's user lock and
//! recovery wrap travel with it, so that it opens without the database ([`ContainerHeader`]).
//!
//! Wraps are made to public keys, so whoever takes in a report can seal it for a team without being able to open anything.
//! Destroying all wraps of a data key destroys what it sealed, in every copy and backup that has no wraps of its own
//! ([`ErasureProof`]).
//!
//! # Invariant
//!
//! **What this module returns for storage holds no key, no plaintext and no pepper.** Things for storage are `Vec<u8>`,
//! [`TeamEpoch`], [`Escrow`], [`BlindIndex`], [`ErasureProof`] and [`PublicKey`], and what [`DataKey::seal_file`] and
//! [`ContainerWriter`] write. Keys are types of their own, without `Display`, `Serialize` and `Clone`, hidden in `Debug`,
//! and overwritten when dropped. The few keys that must be written down leave through [`Pepper::expose`] (for a file
//! outside the database) and [`RecoveryCode::to_text`] (for paper).
//!
//! # What is promised
//!
//! - Who has the database, its backups and the switched-off machine reads nothing that is sealed, and without the pepper
//!   cannot even test passphrases. Lengths show only as Padmé buckets.
//! - Whoever can also write into the database cannot move, exchange or change a sealed value: each opens as its own tenant,
//!   table, row, class, epoch and revision, or not at all.
//! - One sealed thing opens under one key only: all of it commits to its key ([`OpenError`] says no more than that it is
//!   refused).
//! - Who leaves a team cannot open what is sealed afterwards. Fewer custodians than needed learn nothing of an escrowed key.
//!
//! # What is not promised
//!
//! - **A running server that is taken over** reads what passes through it and the keys of the people signed in, from then on.
//! - Nothing takes back what a person has read or copied, and erasing cannot reach a copy of a wrap that left the store.
//! - **Sealed does not mean genuine.** Anybody can seal to a public key; that is how reports come in. Whoever can write into the
//!   database can put a value of their own making in place of another, take rows away, or put back an old state of
//!   everything. The [log](crate::log) can show that: it must hold the hash of each wrap and envelope that is stored.
//! - A public key does not tell whose it is, and a team's epoch not who began it. Whoever exchanges one unnoticed reads what is
//!   sealed to it from then on. So the log must keep every public key, and people compare [`PublicKey::fingerprint`]s.
//! - Equal blind indexes of one field show, up to chance, that two records share a value.
//! - X25519 falls to a large quantum computer. The suite byte leaves room for a hybrid with ML-KEM-768; what was recorded
//!   until then is open to whoever kept a copy.
//! - Memory is overwritten as far as Rust lets a program: copies that the compiler made on the stack or in registers may
//!   remain. Locking memory and forbidding core dumps is the work of the binary.
//!
//! # Primitives
//!
//! | What | Crate | Why this one |
//! |---|---|---|
//! | XChaCha20-Poly1305 | `chacha20poly1305` | random nonces of 24 bytes never meet; constant time without special hardware; an early version audited by NCC Group (2020) |
//! | X25519 | `x25519-dalek` | RFC 7748; constant time; points of low order refused here |
//! | Argon2id | `argon2` | RFC 9106; 128 MiB and three passes, limits on what a file may ask |
//! | HKDF-SHA-256 | `hkdf`, `sha2` | RFC 5869, where a shared secret or a stretched passphrase becomes keys |
//! | BLAKE3 | `blake3` | keys per message, commitments, indexes and fingerprints; a hash that commits, and fast enough for every row |
//! | Shamir over 256 elements | ours, `field.rs` | 20 lines with exhaustive tests; published crates drew biased coefficients (RUSTSEC-2024-0398) |
//! | Padmé | ours, `padding.rs` | ten lines |
//! | comparison, wiping | `subtle`, `zeroize` | constant time; not optimised away |
//!
//! # Reading it
//!
//! `sealing.rs` is the only file that encrypts. `context.rs` and `place.rs` say what is bound to what. Each other file is one
//! stored form, drawn at its head: `envelope`, `wrap`, `user_lock`, `strong`, `escrow`, `stream`, `container`, `shred`. Each
//! begins with its version, and `tests/golden/` keeps one of every version for good.
//!
//! There is no clock, no file and no source of randomness in here: the caller passes the day, the readers, and a
//! [`rand_core::CryptoRng`], which outside of tests is that of the operating system.
//!
//! ```
//! use getrandom::{SysRng, rand_core::UnwrapErr};
//! use overt_model::{Class, RecordId};
//! use overt_store::vault::{Context, DataKey, DataKeyPlace, Epoch, SecretKey, TenantId};
//!
//! let mut random = UnwrapErr(SysRng);
//! let team = SecretKey::generate(&mut random);
//! let (tenant, row) = (TenantId::from_bits(1), RecordId::from_bits(2).bits());
//! let (table, class, epoch) = ("sealed", Class::Direct, Epoch::FIRST);
//! let place = DataKeyPlace { tenant, table, row, class, epoch, wrapped_to: epoch };
//! let context = Context { tenant, table, row, class, epoch, revision: 1 };
//!
//! // To be stored: the key, wrapped to the team, and what it seals.
//! let key = DataKey::generate(&mut random);
//! let wrap = team.public().wrap(&key, &place, &mut random);
//! let envelope = key.seal(b"an invented name", &context, &mut random)?;
//!
//! // In the session of a member.
//! let key: DataKey = team.unwrap(&wrap, &place)?;
//! assert_eq!(key.open(&envelope, &context)?.expose(), b"an invented name");
//! assert!(key.open(&envelope, &Context { revision: 2, ..context }).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod blind;
mod common;
mod container;
mod context;
mod envelope;
mod erasure;
mod escrow;
mod field;
mod kdf;
mod keys;
mod normal;
mod padding;
mod passkey;
mod passphrase;
mod place;
mod recovery;
mod sealing;
mod shred;
mod stream;
mod strong;
mod team;
#[cfg(test)]
mod testing;
mod token;
mod totp;
mod user_lock;
mod wrap;

pub use blind::{BlindField, BlindIndex, BlindKey, import_secret};
pub use container::{
    CONTAINER_HEADER_LEN_MAX, ContainerError, ContainerHeader, ContainerHolder, ContainerReader, ContainerWriter,
    HOLDER_NAME_LEN_MAX, SealedContainer,
};
pub use context::{
    AccountId, AccountKind, ContainerId, ContainerKind, Context, Epoch, EscrowId, EscrowKind, TeamId, TeamKind,
    TenantId, TenantKind,
};
pub use envelope::{PLAINTEXT_LEN_MAX, TooLong};
pub use erasure::{Erasure, ErasureReason};
pub use escrow::{Escrow, EscrowError, SHARES_MAX, Share};
pub use kdf::{KdfParameters, KdfParametersError, NoMemory, Pepper};
pub use keys::{DataKey, PublicKey, PublicKeyError, SecretKey, TenantSecret};
pub use padding::{PADDED_LEN_MIN, padme};
pub use passphrase::{CHARACTERS_MIN, Passphrase, PassphraseError};
pub use place::{DataKeyPlace, SecretKeyPlace, SharePlace, TenantSecretPlace, Wrappable};
pub use recovery::{RecoveryCode, RecoveryCodeError};
pub use sealing::OpenError;
pub use shred::{ErasureProof, FINGERPRINTS_MAX, ProofError, ProofKey};
pub use stream::{CHUNK_LEN, FILE_LEN_MAX, FileError, FileFacts, MEDIA_TYPE_LEN_MAX, NAME_LEN_MAX};
pub use team::{MEMBERS_MAX, Member, TeamEpoch, TeamError};
pub use token::SessionToken;
pub use totp::TotpSalt;
pub use user_lock::{Holder, USER_LOCK_LEN, lock_parameters};
pub use wrap::{WRAP_LEN, Wrapper};
