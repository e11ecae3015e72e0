//! Runs the core's futures on one thread: polls whoever can go on, and lets time leap when nobody can.

use crate::disk::{Disk, Process};
use crate::world::World;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

/// Something a process does, until it is done or the process dies.
pub type Task<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// How a process ended what it did.
#[derive(Debug, PartialEq, Eq)]
pub enum Ended<T> {
    /// Everything is done.
    Done(Vec<T>),
    /// The process died on the way.
    Died,
    /// Nothing will ever happen again, or too much did: a mistake.
    Stuck,
}

/// What may happen between two polls.
#[derive(Debug, Clone, Copy, Default)]
pub struct Interruption {
    /// The process dies when so many polls came back without a result.
    pub dies_after: Option<u64>,
    /// It is the power that goes.
    pub power: bool,
}

/// More rounds than any honest work needs.
const MOST_ROUNDS: u64 = 200_000;

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Runs `tasks` of one process beside each other. After each round `looks` is called, with nothing in motion.
pub fn run<T>(
    world: &World,
    disk: &Disk,
    process: Process,
    tasks: Vec<Task<'_, T>>,
    interruption: Interruption,
    looks: &mut dyn FnMut(),
) -> Ended<T> {
    let woken = Arc::new(Woken(AtomicBool::new(false)));
    let waker = Waker::from(Arc::clone(&woken));
    let mut context = Context::from_waker(&waker);
    let mut left: Vec<(Option<Task<'_, T>>, Option<T>)> =
        tasks.into_iter().map(|task| (Some(task), None)).collect();
    let mut waited = 0;
    for _ in 0..MOST_ROUNDS {
        woken.0.store(false, Ordering::Relaxed);
        let mut went_on = false;
        for (task, done) in &mut left {
            let before = disk.act_as(process);
            if let Some(running) = task {
                match running.as_mut().poll(&mut context) {
                    Poll::Ready(result) => {
                        *done = Some(result);
                        *task = None;
                        went_on = true;
                    }
                    Poll::Pending => waited += 1,
                }
            }
            disk.act_as(before);
            looks();
            if interruption.dies_after.is_some_and(|after| waited >= after) {
                if interruption.power {
                    disk.act_as(process);
                    disk.cut_power();
                    disk.act_as(before);
                } else {
                    disk.kill(process);
                }
            }
            if disk.is_dead(process) {
                return Ended::Died;
            }
        }
        if left.iter().all(|(task, _)| task.is_none()) {
            return Ended::Done(left.into_iter().filter_map(|(_, done)| done).collect());
        }
        if !went_on && !woken.0.load(Ordering::Relaxed) && !world.step() {
            return Ended::Stuck;
        }
    }

    Ended::Stuck
}
