//! Attachments, honest and hostile.

use crate::browser::Browser;
use crate::casework::VICTIM;
use crate::records::made;
use crate::world::{World, block_on};

/// Attaches a file through the form.
async fn attached(browser: &mut Browser, path: &str, (name, kind, bytes): (&str, &str, &[u8])) -> u16 {
    let drawn = browser.get(&format!("{path}/files")).await.hidden("drawn").unwrap();
    let proof = browser.proof.clone();
    let pairs = [("proof", proof.as_str()), ("drawn", &drawn)];
    browser.upload(&format!("{path}/attach"), &pairs, &[("file", name, kind, bytes)]).await.status
}

/// The paths of what is attached, in the order of the page.
fn paths(page: &str) -> Vec<String> {
    let forms = page.split("action=\"").skip(1).filter_map(|rest| rest.split('"').next());
    forms.filter(|path| path.contains("/files/")).map(str::to_owned).collect()
}

const ASKED: [(&str, &str); 1] = [("purpose", "refer")];

#[test]
fn what_is_attached_comes_back_whole_to_custodians_and_to_nobody_else() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut kofi) = (world.signed_in("carla").await, world.signed_in("kofi").await);
        let path = made(&mut carla, "/new/Victim", VICTIM).await;
        let photograph: Vec<u8> = (0..300_000_u32).flat_map(u32::to_le_bytes).collect();
        assert_eq!(attached(&mut carla, &path, ("paper of Maria.jpg", "image/jpeg", &photograph)).await, 303);
        let files = format!("{path}/files");
        for browser in [&mut carla, &mut kofi] {
            assert!(!browser.get(&files).await.body.contains("Maria"), "a name of a file is an identity");
        }
        assert_eq!(carla.post(&files, &ASKED).await.status, 404);
        assert_eq!(kofi.post(&files, &[]).await.status, 404, "without a purpose nothing opens");
        let list = kofi.post(&files, &ASKED).await;
        assert!(list.body.contains("paper of Maria.jpg") && list.body.contains("image/jpeg"), "{}", list.body);
        let file = &paths(&list.body)[0];
        assert_eq!(carla.post(file, &ASKED).await.status, 404);
        let kept = kofi.post(file, &ASKED).await;
        assert!(kept.status == 200 && kept.bytes == photograph);
        let of = |name: &str| kept.headers.get(name).unwrap().to_str().unwrap().to_owned();
        assert_eq!(of("content-type"), "application/octet-stream");
        assert_eq!(of("x-content-type-options"), "nosniff");
        assert_eq!(of("cache-control"), "no-store");
        assert!(of("content-disposition").starts_with("attachment; filename=\"paper of Maria.jpg\""));
        // Of another record it is not.
        let other = made(&mut carla, "/new/Victim", VICTIM).await;
        let id = file.rsplit('/').next().unwrap();
        assert_eq!(kofi.post(&format!("{other}/files/{id}"), &ASKED).await.status, 404);
    });
}

#[test]
fn of_a_picture_there_is_a_copy_without_what_it_says_beside_the_picture_and_of_others_there_is_none() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut kofi) = (world.signed_in("carla").await, world.signed_in("kofi").await);
        let path = made(&mut carla, "/new/Victim", VICTIM).await;
        let mut picture = std::io::Cursor::new(Vec::new());
        image::DynamicImage::new_rgb8(8, 8).write_to(&mut picture, image::ImageFormat::Jpeg).unwrap();
        let picture = [picture.get_ref(), &b"CANARY-BEHIND"[..]].concat();
        assert_eq!(attached(&mut carla, &path, ("paper.jpg", "image/jpeg", &picture)).await, 303);
        assert_eq!(attached(&mut carla, &path, ("no.jpg", "image/jpeg", b"no picture")).await, 303);
        kofi.get("/account").await;
        let list = kofi.post(&format!("{path}/files"), &ASKED).await.body;
        let copy = [("purpose", "refer"), ("what", "copy")];
        let mut kept = Vec::new();
        for file in paths(&list) {
            kept.push(kofi.post(&file, &copy).await);
        }
        kept.sort_by_key(|answer| answer.status);
        let [picture, other] = &kept[..] else { panic!("{list}") };
        assert_eq!((picture.status, other.status), (200, 422));
        assert!(other.body.contains("No cleaned copy can be made"), "{}", other.body);
        assert!(image::load_from_memory(&picture.bytes).is_ok() && !picture.body.contains("CANARY"));
        let name = picture.headers.get("content-disposition").unwrap().to_str().unwrap();
        assert!(name.starts_with("attachment; filename=\"paper.jpg.copy.jpg\""), "{name}");
    });
}

#[test]
fn a_form_with_a_file_that_is_sent_twice_attaches_it_once() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut kofi) = (world.signed_in("carla").await, world.signed_in("kofi").await);
        let path = made(&mut carla, "/new/Victim", VICTIM).await;
        let drawn = carla.get(&format!("{path}/files")).await.hidden("drawn").unwrap();
        let proof = carla.proof.clone();
        let pairs = [("proof", proof.as_str()), ("drawn", &drawn)];
        for _ in 0..2 {
            let sent =
                carla.upload(&format!("{path}/attach"), &pairs, &[("file", "a.txt", "text/plain", b"one")]).await;
            assert_eq!(sent.status, 303);
        }
        kofi.get("/account").await;
        assert_eq!(paths(&kofi.post(&format!("{path}/files"), &ASKED).await.body).len(), 1);
    });
}

#[test]
fn hostile_names_and_contents_are_shown_as_text_and_handed_out_as_files() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut kofi) = (world.signed_in("carla").await, world.signed_in("kofi").await);
        let path = made(&mut carla, "/new/Victim", VICTIM).await;
        // A picture that is a page, a PDF that is a page, and an archive that grows.
        let polyglot: &[u8] = b"GIF89a/*<html><script>alert(1)</script>*/%PDF-1.4 PK\x03\x04\0\xff";
        let names = [
            "<script>alert(1)</script>.gif",
            "..\\..\\etc\\shadow",
            "../../etc/passwd",
            "invoice\u{202e}gpj.exe",
            "CON.svg",
        ];
        for name in names {
            assert_eq!(attached(&mut carla, &path, (name, "text/html", polyglot)).await, 303, "{name:?}");
        }
        kofi.get("/account").await;
        let list = kofi.post(&format!("{path}/files"), &ASKED).await.body;
        assert!(!list.contains("<script>") && !list.contains('\u{202e}') && !list.contains(".."), "{list}");
        let files = paths(&list);
        assert_eq!(files.len(), names.len());
        for file in files {
            let kept = kofi.post(&file, &ASKED).await;
            let of = |name: &str| kept.headers.get(name).unwrap().to_str().unwrap().to_owned();
            assert_eq!((of("content-type").as_str(), kept.bytes.as_slice()), ("application/octet-stream", polyglot));
            let disposition = of("content-disposition");
            assert!(
                disposition.starts_with("attachment; ") && !disposition.contains(['<', '/', '\\']),
                "{disposition}"
            );
        }
    });
}

#[test]
fn what_is_too_long_broken_or_unproven_is_refused_with_a_sentence_and_nothing_is_attached() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut kofi) = (world.signed_in("carla").await, world.signed_in("kofi").await);
        let path = made(&mut carla, "/new/Victim", VICTIM).await;
        let attach = format!("{path}/attach");
        let proof = carla.proof.clone();
        let proven = [("proof", proof.as_str())];
        let long = vec![0; 100 << 20];
        let refused = carla.upload(&attach, &proven, &[("file", "long.bin", "image/png", &long)]).await;
        assert!(refused.status == 413 && refused.body.contains("50 MB at most"), "{}", refused.body);
        let almost = vec![0; (50 << 20) + 1];
        assert_eq!(carla.upload(&attach, &proven, &[("file", "a.bin", "image/png", &almost)]).await.status, 413);
        let small: &[u8] = b"an invented paper";
        let unproven = carla.upload(&attach, &[], &[("file", "a.png", "image/png", small)]).await;
        assert_eq!(unproven.status, 403);
        let stale = [("proof", "0000000000000000000000000000000000000000000")];
        assert_eq!(carla.upload(&attach, &stale, &[("file", "a.png", "image/png", small)]).await.status, 403);
        let named = carla.upload(&attach, &proven, &[("file", "nothing\0.html", "image/png", small)]).await;
        assert!(named.status == 400 && named.body.contains("Nothing was attached"), "{}", named.body);
        let two = [("file", "a.png", "image/png", small), ("file", "b.png", "image/png", small)];
        assert_eq!(carla.upload(&attach, &proven, &two).await.status, 400);
        let many: Vec<_> = std::iter::repeat_n(("proof", proof.as_str()), 100).collect();
        assert_eq!(carla.upload(&attach, &many, &[]).await.status, 400);
        assert_eq!(carla.upload(&attach, &proven, &[]).await.status, 422, "no file");
        assert_eq!(carla.upload(&attach, &proven, &[("file", "a.png", "image/png", b"")]).await.status, 422, "empty");
        assert_eq!(carla.send_form(&attach, b"--edge\r\nnonsense".to_vec()).await.status, 400);
        assert_eq!(carla.send_form(&attach, Vec::new()).await.status, 400);
        // It is no form without a file, and forms of other pages take none.
        assert_eq!(carla.post(&attach, &[]).await.status, 400);
        assert_eq!(carla.upload(&path, &proven, &two).await.status, 415);
        assert_eq!(kofi.upload(&attach, &proven, &[("file", "a.png", "image/png", small)]).await.status, 404);
        kofi.get("/account").await;
        assert!(kofi.post(&format!("{path}/files"), &ASKED).await.body.contains("Nothing is attached"));
    });
}
