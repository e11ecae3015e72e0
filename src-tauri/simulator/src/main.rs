//! The simulator as a program: one JSON line with its address and tokens, then HTTP on loopback until it is ended.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program of its own: the line is what callers wait for"
)]

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method as HttpMethod, StatusCode, Uri};
use axum::response::{IntoResponse, Response as HttpResponse};
use axum::routing::{any, get, post};
use jiff::{SignedDuration, Timestamp};
use simulator::{Exchange, Fault, Method, Options, Request, Response, World};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a run was asked for on the command line.
#[derive(Debug, Default)]
struct Asked {
    port: u16,
    store: Option<PathBuf>,
    options: Options,
}

/// The world and its clock: START when the program began, at real pace, plus what was asked for.
struct Practice {
    world: World,
    began: Timestamp,
    started: Timestamp,
    ahead: SignedDuration,
}

type Shared = Arc<Mutex<Practice>>;

impl Practice {
    fn now(&self) -> Timestamp {
        let passed = Timestamp::now().duration_since(self.started);

        self.began
            .checked_add(passed)
            .and_then(|now| now.checked_add(self.ahead))
            .unwrap_or(Timestamp::MAX)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("simulator: {problem}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), String> {
    let asked = asked(std::env::args().skip(1))?;
    let world = match &asked.store {
        Some(folder) => World::open(folder, &asked.options),
        None => World::in_memory(&asked.options),
    };
    let world = world.map_err(|error| error.to_string())?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", asked.port))
        .await
        .map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let app = world.app();
    let tokens: BTreeMap<String, serde_json::Value> = world
        .tokens()
        .into_iter()
        .map(|member| (member.name.clone(), serde_json::json!({ "token": member.token, "user_id": member.user_id, "bc_ids": member.bc_ids })))
        .collect();
    println!(
        "{}",
        serde_json::json!({ "base_url": format!("http://{address}"), "app_id": app.app_id, "secret": app.secret, "tokens": tokens })
    );
    let began = world.latest().map_err(|error| error.to_string())?;
    let practice = Practice {
        world,
        began,
        started: Timestamp::now(),
        ahead: SignedDuration::ZERO,
    };
    let app = Router::new()
        .route("/practice/truth", get(truth))
        .route("/practice/later/{seconds}", post(later))
        .route("/practice/fault", post(fault))
        .route("/practice/change", post(change))
        .fallback(any(open_api))
        .with_state(Arc::new(Mutex::new(practice)));

    axum::serve(listener, app)
        .await
        .map_err(|error| error.to_string())
}

fn asked(mut words: impl Iterator<Item = String>) -> Result<Asked, String> {
    const USE: &str = "use: simulator [--port N] [--seed N] [--accounts N] [--days N] [--store FOLDER] [--settings JSON] [--no-limits]";
    let mut asked = Asked::default();
    let mut is_limited = true;
    while let Some(word) = words.next() {
        if word == "--no-limits" {
            is_limited = false;
            continue;
        }
        let value = words.next().ok_or(USE)?;
        let number = || {
            value
                .parse::<u64>()
                .map_err(|_| format!("{word} needs a number; {USE}"))
        };
        match word.as_str() {
            "--port" => asked.port = u16::try_from(number()?).map_err(|_| USE)?,
            "--seed" => asked.options.seed = number()?,
            "--accounts" => asked.options.accounts = usize::try_from(number()?).map_err(|_| USE)?,
            "--days" => asked.options.days = u32::try_from(number()?).map_err(|_| USE)?,
            "--store" => asked.store = Some(PathBuf::from(value)),
            "--settings" => {
                asked.options.settings = serde_json::from_str(&value)
                    .map_err(|error| format!("{word}: {error}; {USE}"))?;
            }
            _ => return Err(USE.to_owned()),
        }
    }
    asked.options.settings.limits_rates &= is_limited;

    Ok(asked)
}

fn lock(practice: &Shared) -> MutexGuard<'_, Practice> {
    practice.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn open_api(
    State(practice): State<Shared>,
    method: HttpMethod,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> HttpResponse {
    let method = match method {
        HttpMethod::GET => Method::Get,
        HttpMethod::POST => Method::Post,
        // The API knows no others, and who comes with one never reaches it.
        _ => return StatusCode::METHOD_NOT_ALLOWED.into_response(),
    };
    let request = Request {
        method,
        path: uri.path().to_owned(),
        query: uri.query().unwrap_or_default().to_owned(),
        headers: headers
            .iter()
            .filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())))
            .collect(),
        body: body.to_vec(),
    };
    let exchange = {
        let mut practice = lock(&practice);
        let now = practice.now();
        practice.world.answer(&request, now)
    };
    match exchange {
        Exchange::Answer(answer) => sent(answer),
        Exchange::Delayed(duration, answer) => {
            tokio::time::sleep(duration).await;
            sent(answer)
        }
        Exchange::RefusedToConnect | Exchange::Lost => hang_up(),
    }
}

fn sent(answer: Response) -> HttpResponse {
    let mut response = HttpResponse::builder()
        .status(StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK));
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }

    response.body(Body::from(answer.body)).unwrap_or_default()
}

/// An answer that never gets past its headers: the connection breaks instead.
fn hang_up() -> HttpResponse {
    let broken = Broken;

    HttpResponse::new(Body::new(broken))
}

/// A body that fails at once.
struct Broken;

impl axum::body::HttpBody for Broken {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        std::task::Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
    }
}

async fn truth(State(practice): State<Shared>) -> String {
    let mut practice = lock(&practice);
    let now = practice.now();

    serde_json::to_string(&practice.world.truth(now)).unwrap_or_default()
}

async fn later(
    State(practice): State<Shared>,
    axum::extract::Path(seconds): axum::extract::Path<u32>,
) -> String {
    let mut practice = lock(&practice);
    practice.ahead = practice
        .ahead
        .saturating_add(SignedDuration::from_secs(i64::from(seconds)));
    let now = practice.now();
    if let Err(error) = practice.world.keep_time(now) {
        eprintln!("simulator: {error}");
    }

    now.to_string()
}

async fn fault(State(practice): State<Shared>, body: String) -> StatusCode {
    let Some((endpoint, words)) = body.split_once(' ') else {
        return StatusCode::BAD_REQUEST;
    };
    match words.parse() {
        // A listener cannot refuse one call: to see a refused connection, call a port where nothing listens.
        Ok(Fault::RefuseToConnect) | Err(_) => StatusCode::BAD_REQUEST,
        Ok(fault) => {
            lock(&practice).world.control().next(endpoint, fault);
            StatusCode::NO_CONTENT
        }
    }
}

/// What others do meanwhile, as JSON; answers with the reason where it cannot be.
async fn change(State(practice): State<Shared>, body: String) -> (StatusCode, String) {
    let change = match serde_json::from_str(&body) {
        Ok(change) => change,
        Err(error) => return (StatusCode::BAD_REQUEST, error.to_string()),
    };
    let mut practice = lock(&practice);
    let now = practice.now();

    match practice.world.outside(change, now) {
        Ok(()) => (StatusCode::NO_CONTENT, String::new()),
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()),
    }
}
