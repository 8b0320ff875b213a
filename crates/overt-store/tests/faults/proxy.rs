//! A line to a server that breaks at the worst moment.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

/// When the line breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Cut {
    /// Not at all.
    Never,
    /// When a `COMMIT` is about to be sent: the server never hears of it.
    Before,
    /// When it was sent: the server confirms to nobody.
    After,
}

/// Passes everything on to a server until it cuts.
pub(crate) struct Proxy {
    pub(crate) port: u16,
    cut: Arc<AtomicU8>,
}

impl Proxy {
    pub(crate) fn to(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (port, cut) = (listener.local_addr().unwrap().port(), Arc::new(AtomicU8::new(Cut::Never as u8)));
        let (server, known) = (server.to_owned(), Arc::clone(&cut));
        std::thread::spawn(move || {
            for client in listener.incoming() {
                let (client, server) = (client.unwrap(), TcpStream::connect(&server).unwrap());
                let (answers, to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
                let cut = Arc::clone(&known);
                std::thread::spawn(move || pass_answers(answers, to));
                std::thread::spawn(move || pass_questions(client, server, &cut));
            }
        });
        Self { port, cut }
    }

    pub(crate) fn cut(&self, when: Cut) {
        self.cut.store(when as u8, Ordering::SeqCst);
    }
}

fn pass_answers(mut server: TcpStream, mut client: TcpStream) {
    // Either side may be cut off.
    let _ = std::io::copy(&mut server, &mut client);
    let _ = client.shutdown(Shutdown::Both);
}

fn pass_questions(mut client: TcpStream, mut server: TcpStream, cut: &AtomicU8) {
    let mut buffer = vec![0; 1 << 16];
    while let Ok(length @ 1..) = client.read(&mut buffer) {
        let when = cut.load(Ordering::SeqCst);
        if when != Cut::Never as u8 && buffer[..length].windows(6).any(|word| word == b"COMMIT") {
            let _ = client.shutdown(Shutdown::Both);
            if when == Cut::After as u8 {
                let _ = server.write_all(&buffer[..length]);
                // The server sees the end only after what it was asked.
                let _ = server.shutdown(Shutdown::Write);
            } else {
                let _ = server.shutdown(Shutdown::Both);
            }
            return;
        }
        if server.write_all(&buffer[..length]).is_err() {
            return;
        }
    }
    let _ = server.shutdown(Shutdown::Both);
}
