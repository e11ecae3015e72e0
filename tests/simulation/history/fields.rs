//! An entry's body, field by field: each a length of four bytes, big end first, and so many bytes.

/// The fields of a body, one after the other.
pub(super) struct Fields<'a>(pub(super) &'a [u8]);

impl<'a> Fields<'a> {
    pub(super) fn next(&mut self) -> Result<&'a [u8], String> {
        let (length, rest) = self
            .0
            .split_first_chunk::<4>()
            .ok_or("a length is cut off")?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| "too long")?;
        let (field, rest) = rest.split_at_checked(length).ok_or("a field is cut off")?;
        self.0 = rest;

        Ok(field)
    }

    pub(super) fn number(&mut self) -> Result<u64, String> {
        let bytes = self.next()?.try_into().map_err(|_| "not a number")?;

        Ok(u64::from_be_bytes(bytes))
    }

    pub(super) fn signed(&mut self) -> Result<i64, String> {
        Ok(self.number()?.cast_signed())
    }

    pub(super) fn count(&mut self) -> Result<u32, String> {
        let bytes = self.next()?.try_into().map_err(|_| "not a count")?;

        Ok(u32::from_be_bytes(bytes))
    }

    pub(super) fn flag(&mut self) -> Result<bool, String> {
        match self.next()? {
            [0] => Ok(false),
            [1] => Ok(true),
            _ => Err("neither yes nor no".to_owned()),
        }
    }

    pub(super) fn text(&mut self) -> Result<String, String> {
        let bytes = self.next()?.to_vec();

        String::from_utf8(bytes).map_err(|_| "not a text".to_owned())
    }
}
