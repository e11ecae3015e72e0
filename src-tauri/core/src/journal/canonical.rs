//! The byte form that is hashed and stored: fields, each a length (4 bytes, big end first) and so many bytes.
//!
//! One value has exactly one form, and the reader takes nothing else: it never panics, never reads past its end, and
//! refuses what the writer would not have written. `docs/journal-format.md` describes it for other programs.

use crate::clock::Timestamp;
use jiff::civil::Date;

/// Bytes that are not the canonical form of anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the canonical form of an entry: {0}")]
pub struct Malformed(pub &'static str);

/// A value with one canonical form of one field or more.
pub(super) trait Canonical: Sized {
    /// Appends the value's fields.
    fn put(&self, to: &mut Vec<u8>);

    /// Takes the value's fields off the front.
    fn take(from: &mut &[u8]) -> Result<Self, Malformed>;
}

/// Appends one field.
pub(super) fn put_field(to: &mut Vec<u8>, bytes: &[u8]) {
    // Texts are limited long before 4 GiB; should one ever get here, its length does not fit and reading refuses it.
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    to.extend_from_slice(&length.to_be_bytes());
    to.extend_from_slice(bytes);
}

/// Takes one field off the front.
pub(super) fn take_field<'a>(from: &mut &'a [u8]) -> Result<&'a [u8], Malformed> {
    let (length, rest) = from
        .split_first_chunk::<4>()
        .ok_or(Malformed("a length is cut off"))?;
    let length = usize::try_from(u32::from_be_bytes(*length))
        .map_err(|_| Malformed("a field is too long"))?;
    let (field, rest) = rest
        .split_at_checked(length)
        .ok_or(Malformed("a field is cut off"))?;
    *from = rest;

    Ok(field)
}

/// Reads a value and insists that nothing follows it.
pub(super) fn read_whole<T: Canonical>(mut bytes: &[u8]) -> Result<T, Malformed> {
    let value = T::take(&mut bytes)?;
    if bytes.is_empty() {
        Ok(value)
    } else {
        Err(Malformed("something follows the last field"))
    }
}

/// The whole form of a value.
pub(super) fn write_whole<T: Canonical>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.put(&mut bytes);

    bytes
}

fn take_fixed<const LENGTH: usize>(from: &mut &[u8]) -> Result<[u8; LENGTH], Malformed> {
    take_field(from)?
        .try_into()
        .map_err(|_| Malformed("a number has the wrong length"))
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Canonical for $number {
            fn put(&self, to: &mut Vec<u8>) {
                put_field(to, &self.to_be_bytes());
            }

            fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
                take_fixed(from).map(Self::from_be_bytes)
            }
        }
    )*};
}

numbers!(i64, u64, u32, u16);

impl Canonical for bool {
    fn put(&self, to: &mut Vec<u8>) {
        put_field(to, &[u8::from(*self)]);
    }

    fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
        match take_fixed(from)? {
            [0] => Ok(false),
            [1] => Ok(true),
            [_] => Err(Malformed("neither yes nor no")),
        }
    }
}

impl Canonical for String {
    fn put(&self, to: &mut Vec<u8>) {
        put_field(to, self.as_bytes());
    }

    fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
        let text = std::str::from_utf8(take_field(from)?).map_err(|_| Malformed("not UTF-8"))?;

        Ok(text.to_owned())
    }
}

impl Canonical for [u8; 32] {
    fn put(&self, to: &mut Vec<u8>) {
        put_field(to, self);
    }

    fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
        take_fixed(from)
    }
}

/// A field that says 0 or 1, and the value after 1.
impl<T: Canonical> Canonical for Option<T> {
    fn put(&self, to: &mut Vec<u8>) {
        self.is_some().put(to);
        if let Some(value) = self {
            value.put(to);
        }
    }

    fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
        if bool::take(from)? {
            T::take(from).map(Some)
        } else {
            Ok(None)
        }
    }
}

/// A field with the count, and so many values.
impl<T: Canonical> Canonical for Vec<T> {
    fn put(&self, to: &mut Vec<u8>) {
        u32::try_from(self.len()).unwrap_or(u32::MAX).put(to);
        for value in self {
            value.put(to);
        }
    }

    fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
        let count = u32::take(from)?;
        // Each value takes bytes, so a made-up count ends with the bytes and not with the memory.
        (0..count).map(|_| T::take(from)).collect()
    }
}

impl<T: Canonical> Canonical for Box<T> {
    fn put(&self, to: &mut Vec<u8>) {
        (**self).put(to);
    }

    fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
        T::take(from).map(Self::new)
    }
}

/// Microseconds since 1970, UTC.
impl Canonical for Timestamp {
    fn put(&self, to: &mut Vec<u8>) {
        self.as_microsecond().put(to);
    }

    fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
        Self::from_microsecond(i64::take(from)?).map_err(|_| Malformed("not a moment"))
    }
}

/// `2026-11-30`
impl Canonical for Date {
    fn put(&self, to: &mut Vec<u8>) {
        self.to_string().put(to);
    }

    fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
        let text = String::take(from)?;
        let date: Self = text.parse().map_err(|_| Malformed("not a date"))?;
        if date.to_string() == text {
            Ok(date)
        } else {
            Err(Malformed("not a plain date"))
        }
    }
}

/// A struct's fields in the order given here, which is fixed for ever.
macro_rules! in_order {
    ($type:ty { $($field:ident),* $(,)? }) => {
        impl Canonical for $type {
            fn put(&self, to: &mut Vec<u8>) {
                $(self.$field.put(to);)*
            }

            fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
                Ok(Self { $($field: Canonical::take(from)?),* })
            }
        }
    };
}

/// An enum without data, as a word.
macro_rules! words {
    ($type:ty { $($variant:ident = $word:literal),* $(,)? }) => {
        impl Canonical for $type {
            fn put(&self, to: &mut Vec<u8>) {
                let word = match self { $(Self::$variant => $word),* };
                put_field(to, word.as_bytes());
            }

            fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
                let word = take_field(from)?;
                $(if word == $word.as_bytes() { return Ok(Self::$variant); })*
                Err(Malformed(concat!("an unknown word for ", stringify!($type))))
            }
        }
    };
}

/// An enum with named fields: its word, then the fields of that variant in order.
macro_rules! variants {
    ($type:ty { $($variant:ident { $($field:ident),* } = $word:literal),* $(,)? }) => {
        impl Canonical for $type {
            fn put(&self, to: &mut Vec<u8>) {
                match self {
                    $(Self::$variant { $($field),* } => {
                        put_field(to, $word.as_bytes());
                        $($field.put(to);)*
                    })*
                }
            }

            fn take(from: &mut &[u8]) -> Result<Self, Malformed> {
                let word = take_field(from)?;
                $(if word == $word.as_bytes() {
                    return Ok(Self::$variant { $($field: Canonical::take(from)?),* });
                })*
                Err(Malformed(concat!("an unknown word for ", stringify!($type))))
            }
        }
    };
}

pub(super) use {in_order, variants, words};
