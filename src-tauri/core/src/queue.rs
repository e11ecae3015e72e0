//! Work for a writer that must never run twice at once. A thread drives it, or the caller does on the spot; nobody else can
//! tell.

use std::io;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// Who runs the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drive {
    /// A thread of its own, for a program.
    Thread,
    /// The caller, on the spot, so that a run repeats exactly.
    Inline,
}

/// The writer is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gone;

type Job<W> = Box<dyn FnOnce(&mut W) + Send>;

/// Hands work to a writer and brings the result back.
pub(crate) enum Queue<W> {
    /// The thread ends when the sender is gone.
    Thread {
        /// Takes jobs in order.
        sender: Option<Sender<Job<W>>>,
        /// Waited for when the queue is dropped.
        thread: Option<JoinHandle<()>>,
    },
    /// Nothing but the writer and what follows each job.
    Inline {
        /// The writer.
        writer: Box<Mutex<W>>,
        /// Called after each job.
        after: fn(&mut W),
    },
}

impl<W: Send + 'static> Queue<W> {
    /// `after` runs behind each job, when its result is already on the way.
    pub(crate) fn new(
        name: &str,
        mut writer: W,
        drive: Drive,
        after: fn(&mut W),
    ) -> io::Result<Self> {
        if drive == Drive::Inline {
            let writer = Box::new(Mutex::new(writer));
            return Ok(Self::Inline { writer, after });
        }
        let (sender, jobs) = channel::<Job<W>>();
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                while let Ok(job) = jobs.recv() {
                    job(&mut writer);
                    after(&mut writer);
                }
            })?;

        Ok(Self::Thread {
            sender: Some(sender),
            thread: Some(thread),
        })
    }

    /// Runs `work` on the writer. Once it is queued it happens, also when the caller is gone.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut W) -> T + Send + 'static,
    ) -> Result<T, Gone> {
        match self {
            Self::Inline { writer, after } => {
                let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
                let done = work(&mut writer);
                after(&mut writer);
                Ok(done)
            }
            Self::Thread { sender, .. } => {
                let (answer, result) = oneshot::channel();
                let job: Job<W> = Box::new(move |writer| {
                    // Nobody waits any more: the work is done all the same.
                    let _ = answer.send(work(writer));
                });
                let sender = sender.as_ref().ok_or(Gone)?;
                sender.send(job).map_err(|_| Gone)?;
                result.await.map_err(|_| Gone)
            }
        }
    }
}

impl<W> Drop for Queue<W> {
    fn drop(&mut self) {
        if let Self::Thread { sender, thread } = self {
            drop(sender.take());
            if let Some(thread) = thread.take() {
                // A writer that panicked has nothing more to say.
                let _ = thread.join();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_is_done_in_order_by_either_drive_also_when_nobody_waits() {
        for drive in [Drive::Thread, Drive::Inline] {
            let queue = Queue::new("test", Vec::new(), drive, |list| list.push(0)).unwrap();
            let waited = queue.run(|list: &mut Vec<i32>| list.push(1));
            waited.await.unwrap();
            drop(
                tokio::time::timeout(std::time::Duration::ZERO, queue.run(|list| list.push(2)))
                    .await,
            );
            assert_eq!(queue.run(|list| list.clone()).await, Ok(vec![1, 0, 2, 0]));
        }
    }
}
