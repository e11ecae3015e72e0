//! A server that plays one trick on every request to transfer, answers every other request plainly, and counts.

use super::trick::{End, Reads, Trick, Writes};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// After this long nobody is on the other side any more; the client's own limit is far shorter.
const ABANDONED: Duration = Duration::from_secs(5);

/// Between two bytes of a slow answer.
const DRIP: Duration = Duration::from_millis(20);

#[derive(Default)]
struct Counted {
    whole: AtomicU64,
    on_used: AtomicU64,
}

/// One server on a port of its own; it ends with the test.
pub struct Server {
    pub base: String,
    counted: Arc<Counted>,
}

impl Server {
    pub async fn playing(trick: Trick) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let counted = Arc::new(Counted::default());
        if matches!(trick.writes, Writes::Absent) {
            drop(listener);
            return Self { base, counted };
        }
        let shared = Arc::clone(&counted);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let counted = Arc::clone(&shared);
                tokio::spawn(async move {
                    // A client that is gone is no concern of the server's.
                    let _ = tokio::time::timeout(ABANDONED, serve(stream, trick, &counted)).await;
                });
            }
        });

        Self { base, counted }
    }

    /// Transfers that arrived with their whole body.
    pub fn whole_requests(&self) -> u64 {
        self.counted.whole.load(Ordering::SeqCst)
    }

    /// Transfers on a connection that had carried another request before.
    pub fn on_used_connections(&self) -> u64 {
        self.counted.on_used.load(Ordering::SeqCst)
    }
}

async fn serve(mut stream: TcpStream, trick: Trick, counted: &Counted) -> std::io::Result<()> {
    if trick.reads == Reads::Nothing {
        return end(stream, trick.end).await;
    }
    for used in [false, true] {
        let head = read_until(&mut stream, b"\r\n\r\n").await?;
        if head.starts_with(b"GET ") {
            const NONE: &[u8] = br#"{"code":0,"data":{"list":[],"page_info":{"page":1,"page_size":10,"total_number":0,"total_page":0}}}"#;
            stream.write_all(&json(NONE)).await?;
            continue;
        }
        if used {
            counted.on_used.fetch_add(1, Ordering::SeqCst);
        }
        if trick.reads == Reads::All {
            let mut body = vec![0; length(&head)];
            stream.read_exact(&mut body).await?;
            counted.whole.fetch_add(1, Ordering::SeqCst);
        }
        return play(stream, trick).await;
    }

    Ok(())
}

async fn play(mut stream: TcpStream, trick: Trick) -> std::io::Result<()> {
    match trick.writes {
        Writes::Absent => {}
        Writes::Bytes(bytes) => stream.write_all(bytes).await?,
        Writes::Json(body) => stream.write_all(&json(body)).await?,
        Writes::Drip => {
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
                .await?;
            // A byte whenever the client has not left for a while; it leaves when its time is over.
            while tokio::time::timeout(DRIP, stream.readable()).await.is_err() {
                stream.write_all(b" ").await?;
            }
        }
        Writes::Huge(size) => {
            stream
                .write_all(format!("HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n").as_bytes())
                .await?;
            let piece = vec![b' '; 64 * 1024];
            for _ in 0..size / piece.len() {
                stream.write_all(&piece).await?;
            }
        }
        Writes::Bomb => {
            // The head of a gzip stream and a deflate block that says it goes on; unpacked it would be endless.
            let bytes = [
                &b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"[..],
                &[0x00; 4096],
            ]
            .concat();
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
                bytes.len()
            );
            stream.write_all(head.as_bytes()).await?;
            stream.write_all(&bytes).await?;
        }
    }

    end(stream, trick.end).await
}

async fn end(mut stream: TcpStream, end: End) -> std::io::Result<()> {
    match end {
        End::Close => stream.shutdown().await,
        End::Reset => stream.set_zero_linger(),
        End::Half => {
            stream.shutdown().await?;
            read_to_end(&mut stream).await
        }
        End::Hang => read_to_end(&mut stream).await,
    }
}

async fn read_to_end(stream: &mut TcpStream) -> std::io::Result<()> {
    let mut rest = [0; 1024];
    while stream.read(&mut rest).await? > 0 {}

    Ok(())
}

fn json(body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );

    [head.as_bytes(), body].concat()
}

async fn read_until(stream: &mut TcpStream, mark: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut seen = Vec::new();
    while !seen.ends_with(mark) {
        seen.push(stream.read_u8().await?);
    }

    Ok(seen)
}

fn length(head: &[u8]) -> usize {
    let head = String::from_utf8_lossy(head).to_lowercase();
    let line = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));

    line.map_or(0, |text| text.trim().parse().unwrap())
}
