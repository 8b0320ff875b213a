//! A copy of a picture that holds nothing but the picture: no place, device, earlier versions, small previews, and whatever else somebody hid
//! in the file.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};
use overt_model::Secret;

/// Most points of a picture, so that what is drawn fits into memory.
const POINTS_MAX: u64 = 40_000_000;
/// Most bytes that a picture may take while it is read.
const ALLOCATED_MAX: u64 = 200 << 20;
/// Of 100: what the eye does not see is left out.
const QUALITY: u8 = 90;

/// The copy, and how its name ends. None where this is no picture that is known here, or one that is too large.
pub(super) fn copy(file: &[u8]) -> Option<(Secret<Vec<u8>>, &'static str)> {
    let mut reader = ImageReader::new(Cursor::new(file)).with_guessed_format().ok()?;
    let format = reader.format()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(ALLOCATED_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > POINTS_MAX {
        return None;
    }
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    let mut copy = Vec::new();
    let ending = if format == ImageFormat::Jpeg {
        let picture = DynamicImage::from(picture.into_rgb8());
        picture.write_with_encoder(JpegEncoder::new_with_quality(&mut copy, QUALITY)).ok()?;
        "jpg"
    } else {
        picture.write_to(&mut Cursor::new(&mut copy), ImageFormat::Png).ok()?;
        "png"
    };
    Some((Secret::new(copy), ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A photograph that was taken with the device on its side, with a place in its metadata, a comment, and an archive behind it.
    fn photograph() -> Vec<u8> {
        let picture =
            image::RgbImage::from_fn(40, 20, |x, _| if x < 20 { [250, 10, 10] } else { [10, 10, 250] }.into());
        let mut plain = Vec::new();
        DynamicImage::from(picture).write_with_encoder(JpegEncoder::new_with_quality(&mut plain, 95)).unwrap();
        // One entry: orientation 6, a quarter turn to the right.
        let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0CANARY-PLACE";
        let segment = |marker: u8, content: &[u8]| {
            let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
            [&[0xff, marker][..], &length, content].concat()
        };
        let comment = segment(0xfe, b"CANARY-COMMENT");
        [&plain[..2], &segment(0xe1, exif), &comment, &plain[2..], b"PK\x03\x04CANARY-ARCHIVE"].concat()
    }

    #[test]
    fn the_copy_shows_the_same_upright_and_holds_nothing_else() {
        let photograph = photograph();
        let (copy, ending) = copy(&photograph).unwrap();
        assert_eq!(ending, "jpg");
        let (has, whole) = (|bytes: &[u8]| memchr::memmem::find(bytes, b"CANARY").is_some(), copy.expose());
        assert!(has(&photograph) && !has(whole) && whole.ends_with(&[0xff, 0xd9]));
        let shown = image::load_from_memory(whole).unwrap().into_rgb8();
        assert_eq!(shown.dimensions(), (20, 40), "it was turned");
        assert!(shown.get_pixel(10, 4)[0] > 200 && shown.get_pixel(10, 35)[2] > 200);
    }

    #[test]
    fn what_is_no_picture_is_cut_or_would_fill_the_memory_has_no_copy() {
        let photograph = photograph();
        assert!(copy(&photograph[..photograph.len() / 8]).is_none());
        assert!(copy(b"%PDF-1.7").is_none() && copy(b"").is_none() && copy(b"<svg onload=\"alert(1)\"/>").is_none());
        let mut small = Vec::new();
        DynamicImage::new_luma8(1, 1).write_to(&mut Cursor::new(&mut small), ImageFormat::Png).unwrap();
        assert_eq!(copy(&small).unwrap().1, "png");
        // Width and height of a picture of 3.6 thousand million points, with the sum of that part mended.
        small[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        let sum = crc32(&small[12..29]).to_be_bytes();
        small[29..33].copy_from_slice(&sum);
        assert!(copy(&small).is_none());
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
        })
    }
}
