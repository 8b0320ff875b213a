//! What a browser does, as far as a form needs it.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request};
use tower::ServiceExt as _;

const HOST: &str = "127.0.0.1:8081";

pub(crate) struct Browser {
    router: Router,
    /// Where it finds the desk.
    host: &'static str,
    cookie: Option<String>,
    /// What forms bring back, from the last page that had it.
    pub(crate) proof: String,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    /// What a form has for the script, under `data-NAME`.
    pub(crate) fn data(&self, name: &str) -> Option<&str> {
        self.body.split_once(&format!(" data-{name}=\""))?.1.split_once('"').map(|(value, _)| value)
    }

    /// The value of a hidden field.
    pub(crate) fn hidden(&self, name: &str) -> Option<String> {
        let start = self.body.find(&format!("name=\"{name}\" value=\""))? + name.len() + 15;
        let end = self.body[start..].find('"')? + start;
        Some(self.body[start..end].to_owned())
    }
}

impl Browser {
    pub(crate) fn new(router: Router) -> Self {
        Self { router, host: HOST, cookie: None, proof: String::new() }
    }

    /// The same, which finds the desk at another host.
    pub(crate) fn at(self, host: &'static str) -> Self {
        Self { host, ..self }
    }

    /// The same person's forms, in a browser that has another cookie.
    pub(crate) fn cookie_of(&mut self, other: &Self) {
        self.cookie.clone_from(&other.cookie);
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path).await
    }

    /// Asks without sending anything.
    pub(crate) async fn ask(&mut self, method: &str, path: &str) -> Answer {
        self.send(Request::builder().method(method).uri(path).header("host", self.host).body(Body::empty()).unwrap())
            .await
    }

    /// Sends a form with the proof of the last page.
    pub(crate) async fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let proof = self.proof.clone();
        let pairs: Vec<(&str, &str)> = pairs.iter().copied().chain([("proof", proof.as_str())]).collect();
        let origin = format!("http://{}", self.host);
        self.post_as(path, &pairs, &[("origin", origin.as_str())]).await
    }

    /// Sends exactly these pairs and headers.
    pub(crate) async fn post_as(&mut self, path: &str, pairs: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let mut request = Request::builder().method(Method::POST).uri(path).header("host", self.host);
        request = request.header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends a form with files: names and values, then the field, name, media type and bytes of each file.
    pub(crate) async fn upload(
        &mut self,
        path: &str,
        pairs: &[(&str, &str)],
        files: &[(&str, &str, &str, &[u8])],
    ) -> Answer {
        let mut body = Vec::new();
        for (name, value) in pairs {
            let part = format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        for (field, name, kind, bytes) in files {
            let part = format!(
                "--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n"
            );
            body.extend_from_slice(part.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--edge--\r\n");
        self.send_form(path, body).await
    }

    /// Sends these bytes as a form with files, whatever they are.
    pub(crate) async fn send_form(&mut self, path: &str, body: Vec<u8>) -> Answer {
        let mut request = Request::builder().method(Method::POST).uri(path).header("host", self.host);
        request = request.header("origin", "http://127.0.0.1:8081").header("content-length", body.len());
        request = request.header("content-type", "multipart/form-data; boundary=edge");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Asks as a program does, with a key and without a cookie.
    pub(crate) async fn ask_with(&self, key: &str, (method, path): (&str, &str), body: &str) -> Answer {
        let request = Request::builder().method(method).uri(path).header("host", self.host);
        let request = request.header("authorization", format!("Bearer {key}")).body(Body::from(body.to_owned()));
        Self::new(self.router.clone()).send(request.unwrap()).await
    }

    async fn send(&mut self, mut request: Request<Body>) -> Answer {
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert("cookie", cookie.parse().unwrap());
        }
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = answer.into_parts();
        if let Some(set) = head.headers.get("set-cookie").map(|value| value.to_str().unwrap()) {
            let pair = set.split(';').next().unwrap();
            self.cookie = (!set.contains("Max-Age=0")).then(|| pair.to_owned());
        }
        let bytes = to_bytes(body, 64 << 20).await.unwrap().to_vec();
        let answer = Answer {
            status: head.status.as_u16(),
            location: head.headers.get("location").map(|value| value.to_str().unwrap().to_owned()),
            headers: head.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        };
        if let Some(proof) = answer.hidden("proof") {
            self.proof = proof;
        }
        answer
    }
}
