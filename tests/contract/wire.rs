//! The simulator behind both transports: called in this process, and as a program behind a real socket.

use super::clock::Leaping;
use desk_core::clock::{Boxed, Clock};
use desk_core::gateway::BaseUrl;
use desk_core::gateway::http::{Http, Limits};
use desk_core::gateway::transport::{Method, NoAnswer, Request, Response, Token, Transport};
use serde_json::Value;
use simulator::{Exchange, Options, World};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;
use tokio::net::TcpSocket;

const TRANSFER: &str = "bc/transfer/";

/// How the simulator is reached.
#[derive(Clone, Copy)]
pub enum Over {
    /// A call into its router.
    Call,
    /// HTTP over a socket.
    Socket,
}

/// One simulator of its own for one test.
pub struct Wire {
    pub clock: Arc<Leaping>,
    pub transport: Arc<dyn Transport>,
    /// Where the program listens; empty for a call.
    #[allow(dead_code, reason = "for programs that are started beside it")]
    pub base: String,
    behind: Behind,
}

enum Behind {
    World(Arc<Mutex<World>>),
    /// The program, and whether the next transfer is to meet a port where nothing listens.
    Program(Program, Arc<AtomicBool>),
}

struct Program {
    child: Child,
    address: String,
    app: (String, String),
    tokens: Value,
}

impl Drop for Program {
    fn drop(&mut self) {
        // Only this one child, and it may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Wire {
    pub fn new(over: Over) -> Self {
        let clock = Arc::new(Leaping::at(World::START));
        match over {
            Over::Call => {
                let world = World::in_memory(&Options::default()).unwrap();
                let world = Arc::new(Mutex::new(world));
                let transport = InProcess {
                    world: Arc::clone(&world),
                    clock: Arc::clone(&clock),
                };
                Self {
                    clock,
                    transport: Arc::new(transport),
                    base: String::new(),
                    behind: Behind::World(world),
                }
            }
            Over::Socket => {
                let program = Program::start();
                let limits = Limits {
                    total: Duration::from_secs(20),
                    ..Limits::default()
                };
                let base = format!("http://{}", program.address);
                let next_refused = Arc::new(AtomicBool::new(false));
                let transport = Refusable {
                    open: Http::new(BaseUrl::parse(&base).unwrap(), limits).unwrap(),
                    next_refused: Arc::clone(&next_refused),
                    limits,
                };
                Self {
                    clock,
                    base,
                    transport: Arc::new(transport),
                    behind: Behind::Program(program, next_refused),
                }
            }
        }
    }

    /// The token of a member by name.
    pub fn token(&self, name: &str) -> Token {
        match &self.behind {
            Behind::World(world) => {
                let tokens = world.lock().unwrap().tokens();
                let member = tokens.into_iter().find(|member| member.name == name);
                Token::new(member.unwrap().token)
            }
            Behind::Program(program, _) => {
                let token = program.tokens[name]["token"].as_str().unwrap();
                Token::new(token.to_owned())
            }
        }
    }

    /// The developer app that the simulator knows: id and secret.
    pub fn app(&self) -> (String, String) {
        match &self.behind {
            Behind::World(world) => {
                let app = world.lock().unwrap().app();
                (app.app_id, app.secret)
            }
            Behind::Program(program, _) => program.app.clone(),
        }
    }

    /// Where the page at this address leads who agrees there as a member, `more` being added to the query.
    pub fn agree(&self, address: &str, member: &str, more: &str) -> String {
        let (_, query) = address.split_once("/portal/auth?").unwrap();
        let query = format!("{query}&member={}{more}", member.replace(' ', "%20"));
        match &self.behind {
            Behind::World(world) => {
                let request = simulator::Request {
                    method: simulator::Method::Get,
                    path: "/portal/auth".to_owned(),
                    query,
                    headers: Vec::new(),
                    body: Vec::new(),
                };
                let came = world.lock().unwrap().answer(&request, self.clock.now());
                let Exchange::Answer(answer) = came else {
                    panic!("no page: {came:?}");
                };
                let mut headers = answer.headers.into_iter();
                headers.find(|(name, _)| name == "location").unwrap().1
            }
            Behind::Program(program, _) => {
                let page = program.raw("GET", &format!("/portal/auth?{query}"), "");
                let (_, rest) = page.split_once("location: ").unwrap();
                rest.split_once("\r\n").unwrap().0.to_owned()
            }
        }
    }

    /// The next transfer goes wrong like this, in the words of the simulator's program.
    pub fn fault(&self, words: &str) {
        self.fault_on(TRANSFER, words);
    }

    /// The next call of this endpoint goes wrong.
    pub fn fault_on(&self, endpoint: &str, words: &str) {
        match &self.behind {
            Behind::World(world) => {
                let mut world = world.lock().unwrap();
                world.control().next(endpoint, words.parse().unwrap());
            }
            // No listener can refuse one call of many: this one goes where nothing listens.
            Behind::Program(_, next_refused) if words == "refuse-to-connect" => {
                assert_eq!(endpoint, TRANSFER);
                next_refused.store(true, Ordering::SeqCst);
            }
            Behind::Program(program, _) => {
                let body = format!("{endpoint} {words}");
                program.practice("POST", "/practice/fault", &body);
            }
        }
    }

    /// Something happens that nobody here asked for, in the JSON of the simulator's program.
    pub fn outside(&self, change: &Value) {
        match &self.behind {
            Behind::World(world) => {
                let change = serde_json::from_value(change.clone()).unwrap();
                let now = self.clock.now();
                world.lock().unwrap().outside(change, now).unwrap();
            }
            Behind::Program(program, _) => {
                program.practice("POST", "/practice/change", &change.to_string());
            }
        }
    }

    /// What really happened.
    pub fn truth(&self) -> Value {
        match &self.behind {
            Behind::World(world) => {
                let truth = world.lock().unwrap().truth(self.clock.now());
                serde_json::to_value(truth).unwrap()
            }
            Behind::Program(program, _) => {
                serde_json::from_str(&program.practice("GET", "/practice/truth", "")).unwrap()
            }
        }
    }

    /// Lets time pass on both sides.
    pub fn later(&self, seconds: i64) {
        self.clock.later(seconds);
        if let Behind::Program(program, _) = &self.behind {
            program.practice("POST", &format!("/practice/later/{seconds}"), "");
        }
    }
}

impl Program {
    fn start() -> Self {
        let mut child = Command::new(built())
            .args(["--port", "0", "--seed", "7", "--no-limits"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap();
        let base = told["base_url"].as_str().unwrap();
        let address = base.strip_prefix("http://").unwrap();
        Self {
            child,
            address: address.trim_end_matches('/').to_owned(),
            app: ["app_id", "secret"]
                .map(|name| told[name].as_str().unwrap().to_owned())
                .into(),
            tokens: told["tokens"].clone(),
        }
    }

    /// One plain request outside the API that goes well: what its answer brings.
    fn practice(&self, method: &str, path: &str, body: &str) -> String {
        let answer = self.raw(method, path, body);
        assert!(answer.starts_with("HTTP/1.1 20"), "{answer}");
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    fn raw(&self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

/// The simulator's program, built once.
fn built() -> &'static str {
    static BUILT: OnceLock<String> = OnceLock::new();
    BUILT.get_or_init(|| {
        let output = Command::new(env!("CARGO"))
            .args([
                "build",
                "--quiet",
                "--package",
                "simulator",
                "--bin",
                "simulator",
            ])
            .args(["--message-format", "json"])
            .stderr(Stdio::inherit())
            .output()
            .unwrap();
        assert!(output.status.success(), "the simulator does not build");
        let text = String::from_utf8(output.stdout).unwrap();
        let messages = text
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        let mut programs =
            messages.filter_map(|message| message["executable"].as_str().map(str::to_owned));
        programs.next_back().unwrap()
    })
}

/// HTTP to the program, except for the transfer that is to be refused: it goes to an address that is taken and where nothing
/// listens, so that the refusal is the system's own.
struct Refusable {
    open: Http,
    next_refused: Arc<AtomicBool>,
    limits: Limits,
}

impl Transport for Refusable {
    fn call(&self, request: Request) -> Boxed<'_, Result<Response, NoAnswer>> {
        let is_transfer = request.path.ends_with(TRANSFER);
        if !is_transfer || !self.next_refused.swap(false, Ordering::SeqCst) {
            return self.open.call(request);
        }
        let limits = self.limits;
        Box::pin(async move {
            let taken = TcpSocket::new_v4().unwrap();
            taken.bind("127.0.0.1:0".parse().unwrap()).unwrap();
            let base = BaseUrl::Loopback(taken.local_addr().unwrap());
            let came = Http::new(base, limits).unwrap().call(request).await;
            drop(taken);
            came
        })
    }
}

/// The simulator's router as a transport.
struct InProcess {
    world: Arc<Mutex<World>>,
    clock: Arc<Leaping>,
}

impl Transport for InProcess {
    fn call(&self, request: Request) -> Boxed<'_, Result<Response, NoAnswer>> {
        let asked = simulator::Request {
            method: match request.method {
                Method::Get => simulator::Method::Get,
                Method::Post => simulator::Method::Post,
            },
            path: request.path,
            query: request.query,
            headers: vec![("Access-Token".to_owned(), request.token.reveal().to_owned())],
            body: request.body,
        };
        let exchange = self.world.lock().unwrap().answer(&asked, self.clock.now());
        Box::pin(std::future::ready(match exchange {
            Exchange::Answer(answer) | Exchange::Delayed(_, answer) => whole(answer),
            Exchange::RefusedToConnect => Err(NoAnswer::NotSent("refused".to_owned())),
            Exchange::Lost => Err(NoAnswer::Lost("lost".to_owned())),
        }))
    }
}

/// What a transport promises: the date where there is one, and no body over the limit.
fn whole(answer: simulator::Response) -> Result<Response, NoAnswer> {
    if answer.body.len() > Limits::default().body {
        return Err(NoAnswer::Malformed("the answer is too long".to_owned()));
    }
    let mut headers = answer.headers.into_iter();
    Ok(Response {
        status: answer.status,
        date: headers
            .find(|(name, _)| name == "date")
            .map(|(_, value)| value),
        body: answer.body,
    })
}
