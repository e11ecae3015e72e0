//! What is asked on the command line.

/// How it is used.
const USAGE: &str = "explorer [--intents 2|3] [--ways] [BEGINNING OF A VARIANT'S NAME]...";

/// What to explore.
#[derive(Debug, PartialEq, Eq)]
pub struct Order {
    pub intents: u8,
    pub names: Vec<String>,
    /// Tell the shortest way to whatever is broken.
    pub ways: bool,
    /// Only tell the names.
    pub list: bool,
}

impl Order {
    /// Reads the words; those that every Rust test takes, such as `--nocapture`, mean nothing here.
    pub fn read(words: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut order = Self {
            intents: 2,
            names: Vec::new(),
            ways: false,
            list: false,
        };
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--intents" => {
                    order.intents = match words.next().as_deref() {
                        Some("2") => 2,
                        Some("3") => 3,
                        other => {
                            return Err(format!("Two intents or three, not {other:?}.\n{USAGE}"));
                        }
                    };
                }
                "--ways" => order.ways = true,
                "--list" => order.list = true,
                "--nocapture" | "--no-capture" | "--show-output" | "--quiet" | "-q" => {}
                word if word.starts_with("--test-threads=") => {}
                word if word.starts_with('-') => {
                    return Err(format!("Not understood: {word}\n{USAGE}"));
                }
                name => order.names.push(name.to_owned()),
            }
        }

        Ok(order)
    }

    /// Whether a variant is asked for.
    pub fn takes(&self, variant: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|name| variant.starts_with(name))
    }
}
