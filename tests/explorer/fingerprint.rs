//! A moment in 128 bits, so that a hundred million fit in memory. Two that share theirs would be taken for one: among so many,
//! the chance of it is below one in 10^22.

use std::hash::{BuildHasherDefault, Hash, Hasher};

/// For maps whose keys are moments, or parts of them.
pub type Quickly = BuildHasherDefault<Mixer>;

/// What is kept of a moment that was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint(u128);

impl Fingerprint {
    pub fn of(moment: &impl Hash) -> Self {
        let mut mixer = Mixer::default();
        moment.hash(&mut mixer);

        Self((u128::from(mixer.one) << 64) | u128::from(mixer.other))
    }
}

impl Hash for Fingerprint {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(u64::try_from(self.0 >> 64).unwrap());
    }
}

/// Two lanes, each multiplied to 128 bits and folded for every number that comes.
#[derive(Debug, Clone, Copy)]
pub struct Mixer {
    one: u64,
    other: u64,
}

impl Default for Mixer {
    fn default() -> Self {
        Self {
            one: 0x9e37_79b9_7f4a_7c15,
            other: 0xc2b2_ae3d_27d4_eb4f,
        }
    }
}

impl Mixer {
    fn mix(&mut self, number: u64) {
        self.one = folded(self.one ^ number, 0xd6e8_feb8_6659_fd93);
        self.other = folded(self.other ^ number, 0xa076_1d64_78bd_642f);
    }
}

const fn folded(one: u64, other: u64) -> u64 {
    let product = (one as u128) * (other as u128);

    ((product >> 64) ^ (product & u64::MAX as u128)) as u64
}

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.one
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.mix(u64::from(*byte)));
    }

    fn write_u8(&mut self, number: u8) {
        self.mix(u64::from(number));
    }

    fn write_u16(&mut self, number: u16) {
        self.mix(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.mix(number);
    }

    fn write_usize(&mut self, number: usize) {
        self.mix(u64::try_from(number).unwrap());
    }
}
