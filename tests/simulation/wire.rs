//! The wire as the core takes it, and what somebody could do wrong there.

use crate::network::Came;
use crate::world::World;
use desk_core::gateway::transport::{Request, Transport};
use desk_core::planted;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// The wire of one machine.
pub struct Wire(pub Arc<World>);

impl Transport for Wire {
    fn call(&self, request: Request) -> desk_core::clock::Boxed<'_, Came> {
        Box::pin(Call {
            world: &self.0,
            request: Some(request),
            again: None,
            key: None,
        })
    }
}

/// One request and the wait for its answer. It leaves when it is first polled.
struct Call<'a> {
    world: &'a World,
    request: Option<Request>,
    /// Kept by a planted fault only.
    again: Option<Request>,
    key: Option<u64>,
}

impl Future for Call<'_> {
    type Output = Came;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Came> {
        if let Some(mut request) = self.request.take() {
            if planted!(FloatMoney) {
                cut_off_by_a_float(&mut request.body);
            }
            if planted!(TryAgain) {
                self.again = Some(request.clone());
            }
            self.key = self.world.leaves(request);
        }
        let came = self.key.and_then(|key| self.world.came(key));
        if came.as_ref().is_some_and(Result::is_err)
            && let Some(request) = self.again.take()
        {
            self.key = self.world.leaves(request);
            return Poll::Pending;
        }

        came.map_or(Poll::Pending, Poll::Ready)
    }
}

/// A planted fault of the wire: the amount passes through a float and loses what does not fit.
fn cut_off_by_a_float(body: &mut Vec<u8>) {
    const FIELD: &str = "\"grant_amount\":";
    let text = String::from_utf8_lossy(body).into_owned();
    let Some((before, rest)) = text.split_once(FIELD) else {
        return;
    };
    let (amount, after) = rest.split_once(',').unwrap_or((rest, ""));
    let hundredths = as_a_float(amount);
    let (whole, cents) = (hundredths / 100, hundredths % 100);
    *body = format!("{before}{FIELD}{whole}.{cents:02},{after}").into_bytes();
}

#[expect(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    reason = "this is the fault"
)]
fn as_a_float(amount: &str) -> i64 {
    let amount: f64 = amount.parse().unwrap_or_default();

    (amount * 100.0) as i64
}
