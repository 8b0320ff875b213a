fn main() {
    use overt_publish::codebook::*;
    for f in Format::ALL {
        for file in export(overt_model::Codebook::embedded(), f, None, overt_model::Lang::En).unwrap() {
            let p = std::path::Path::new("/tmp/dump").join(f.name()).join(&file.path);
            std::fs::create_dir_all(p.parent().unwrap()).unwrap();
            std::fs::write(p, file.bytes).unwrap();
        }
    }
}
