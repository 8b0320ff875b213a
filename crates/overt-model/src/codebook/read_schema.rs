//! Reading `schemas/NAME.toml`.

use std::sync::Arc;

use compact_str::CompactString;
use jiff::civil::{Date, date};
use regex::Regex;
use rust_decimal::Decimal;
use toml::Spanned;

use super::Lists;
use super::condition::{self, Condition, Scope};
use super::findable::IndexedText;
use super::finding::{Findings, TomlFile};
use super::raw_schema::{RawBlindIndex, RawDerived, RawProperty, RawRule, RawSchema};
use super::rule::{Case, Derived, Rule};
use super::schema::{Ask, Kind, Property, Schema, Section, States};
use crate::{Class, Edtf, Rung};

/// Where a schema sets no other limit: nobody alive was born earlier, and older dates are slips of the pen.
const EARLIEST_DAY: Date = date(1900, 1, 1);

/// One schema file as it was read.
pub(super) struct File<'a> {
    pub(super) source: TomlFile<'a>,
    pub(super) raw: RawSchema,
}

impl File<'_> {
    pub(super) fn id(&self) -> &CompactString {
        self.raw.schema.get_ref()
    }

    pub(super) fn extends(&self) -> Option<(&CompactString, usize)> {
        self.raw.extends.as_ref().map(|parent| (parent.get_ref(), self.source.line(parent.span().start)))
    }

    pub(super) fn line(&self) -> usize {
        self.source.line(self.raw.schema.span().start)
    }
}

/// Makes the schema of a file, below its already finished parent.
pub(super) fn schema(file: File<'_>, parent: Option<&Schema>, lists: &Lists, findings: &mut Findings) -> Schema {
    let line = file.line();
    let File { source, raw } = file;
    let mut schema = Schema::unfinished(raw.schema.into_inner(), raw.label, raw.about, line);
    (schema.is_abstract, schema.standalone) = (raw.is_abstract, raw.standalone);
    (schema.names, schema.ftm_extends) = (raw.names, raw.ftm_extends);
    schema.sections = raw.section;
    let mut reader = Reader { source, lists, findings };
    if let Some(parent) = parent {
        schema.ancestors = [parent.id.clone()].into_iter().chain(parent.ancestors.iter().cloned()).collect();
        schema.sections.extend(parent.sections.iter().cloned());
    }
    for property in raw.property {
        if let Some(property) = reader.property(property, &schema.sections) {
            let taken = schema.properties.iter().any(|other| other.id == property.id);
            if taken || parent.is_some_and(|parent| parent.property(&property.id).is_some()) {
                reader.error_at(
                    property.line,
                    format!("property `{}` stands twice, here or in an ancestor", property.id),
                );
            }
            schema.properties.push(Arc::new(property));
        }
    }
    if let Some(parent) = parent {
        schema.properties.extend(parent.properties.iter().cloned());
    }
    schema.index();
    let rules: Vec<_> = raw.rule.into_iter().filter_map(|rule| reader.rule(rule, &schema)).map(Arc::new).collect();
    let derived: Vec<_> =
        raw.derived.into_iter().filter_map(|derived| reader.derived(derived, &schema)).map(Arc::new).collect();
    schema.rules = rules;
    schema.derived = derived;
    let inherited = parent.map_or(&[][..], |parent| &parent.blind_indexes);
    for index in raw.blind_index {
        let index = reader.blind_index(index, &schema, inherited);
        schema.blind_indexes.push(Arc::new(index));
    }
    schema.blind_indexes.extend(inherited.iter().cloned());
    if let Some(parent) = parent {
        schema.rules.extend(parent.rules.iter().cloned());
        let own: Vec<_> = schema.derived.iter().map(|derived| derived.id.clone()).collect();
        schema.derived.extend(parent.derived.iter().filter(|derived| !own.contains(&derived.id)).cloned());
    }
    schema
}

struct Reader<'a> {
    source: TomlFile<'a>,
    lists: &'a Lists,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    fn error_at(&mut self, line: usize, reason: String) {
        self.findings.error(self.source.file, line, reason);
    }

    fn error<T>(&mut self, at: &Spanned<T>, reason: String) {
        let line = self.source.line(at.span().start);
        self.error_at(line, reason);
    }

    fn property(&mut self, mut raw: RawProperty, sections: &[Section]) -> Option<Property> {
        let line = self.source.line(raw.id.span().start);
        if !sections.iter().any(|section| section.id == *raw.section.get_ref()) {
            self.error(&raw.section, format!("section `{}` is not declared", raw.section.get_ref()));
        }
        self.code_of("deidentification", &raw.deidentify);
        if let Some(stage) = &raw.ask_stage {
            self.code_of("stages", stage);
        }
        let kind = self.kind(&mut raw)?;
        let ask = raw.ask.map(|question| Ask {
            question,
            stage: raw.ask_stage.map(Spanned::into_inner),
            caution: raw.caution,
        });
        Some(Property {
            id: raw.id.into_inner(),
            section: raw.section.into_inner(),
            kind,
            many: raw.many,
            required: raw.required,
            states: raw.states.map_or(States::ALL, States::from_iter),
            class: raw.class,
            deidentify: raw.deidentify.into_inner(),
            label: raw.label,
            help: raw.help,
            names: raw.names,
            ask,
            line,
        })
    }

    fn code_of(&mut self, list: &str, code: &Spanned<CompactString>) {
        if !self.lists.get(list).is_some_and(|list| list.contains(code.get_ref())) {
            self.error(code, format!("`{}` is not a code of the list `{list}`", code.get_ref()));
        }
    }

    fn kind(&mut self, raw: &mut RawProperty) -> Option<Kind> {
        let kind = match raw.kind.get_ref().as_str() {
            "code" => self.code(raw)?,
            "flag" => Kind::Flag,
            "text" => Kind::Text { max_chars: raw.max_chars.take().unwrap_or(10_000), pattern: self.pattern(raw) },
            "integer" => {
                let (min, max) = (self.whole(raw, raw.min.as_ref()), self.whole(raw, raw.max.as_ref()));
                Kind::Integer { min, max, unit: raw.unit.take() }
            }
            "number" => {
                let (min, max) = (self.decimal(raw, raw.min.as_ref()), self.decimal(raw, raw.max.as_ref()));
                Kind::Number { min, max, unit: raw.unit.take() }
            }
            "money" => Kind::Money {
                min: raw.min.as_ref().map_or(Decimal::ZERO, |min| self.decimal(raw, Some(min))),
                max: raw.max.as_ref().map_or(Decimal::MAX, |max| self.decimal(raw, Some(max))),
            },
            "date" => Kind::Date {
                min: raw.min.as_ref().and_then(|min| self.date(min)).unwrap_or(Edtf::day(EARLIEST_DAY)),
                max: raw.max.as_ref().and_then(|max| self.date(max)),
                future: raw.future,
            },
            "place" => Kind::Place { open_to: raw.open_to.unwrap_or(Rung::Country) },
            "reference" => match raw.to.take() {
                Some(to) if !to.get_ref().is_empty() => Kind::Reference { to: to.into_inner() },
                _ => {
                    self.error(&raw.kind, "a reference names the schemas it may point `to`".into());
                    return None;
                }
            },
            "file" => Kind::File,
            other => {
                self.error(&raw.kind, format!("`{other}` is not a property type (list `property_types`)"));
                return None;
            }
        };
        self.no_foreign_limits(raw, &kind);
        Some(kind)
    }

    /// A limit that the type does not know is a slip of the pen, not something to ignore.
    fn no_foreign_limits(&mut self, raw: &RawProperty, kind: &Kind) {
        let has_bounds =
            matches!(kind, Kind::Integer { .. } | Kind::Number { .. } | Kind::Money { .. } | Kind::Date { .. });
        let foreign = [
            ("list", raw.list.is_some() && !matches!(kind, Kind::Code { .. })),
            ("under", raw.under.is_some() && !matches!(kind, Kind::Code { .. })),
            ("max_chars", raw.max_chars.is_some()),
            ("pattern", raw.pattern.is_some() && !matches!(kind, Kind::Text { .. })),
            ("min", raw.min.is_some() && !has_bounds),
            ("max", raw.max.is_some() && !has_bounds),
            ("unit", raw.unit.is_some()),
            ("future", raw.future && !matches!(kind, Kind::Date { .. })),
            ("open_to", raw.open_to.is_some() && !matches!(kind, Kind::Place { .. })),
            ("to", raw.to.is_some()),
        ];
        for (name, _) in foreign.into_iter().filter(|(_, is_foreign)| *is_foreign) {
            self.error(
                &raw.id,
                format!("property `{}`: `{name}` has no meaning for type {}", raw.id.get_ref(), kind.name()),
            );
        }
    }

    fn code(&mut self, raw: &RawProperty) -> Option<Kind> {
        match &raw.list {
            Some(list) if self.lists.contains_key(list.get_ref()) => {
                if let Some(heading) = &raw.under {
                    self.code_of(list.get_ref(), heading);
                }
                let under = raw.under.as_ref().map(|heading| heading.get_ref().clone());
                Some(Kind::Code { list: list.get_ref().clone(), under })
            }
            Some(list) => {
                self.error(list, format!("there is no list `{}`", list.get_ref()));
                None
            }
            None => {
                self.error(&raw.kind, "a code names its `list`".into());
                None
            }
        }
    }

    // A limit that cannot be read is noted, which refuses the codebook; what is returned for it no longer matters.

    fn pattern(&mut self, raw: &RawProperty) -> Option<Regex> {
        let pattern = raw.pattern.as_ref()?;
        let regex = Regex::new(&format!("^(?:{})$", pattern.get_ref())).ok();
        if regex.is_none() {
            self.error(pattern, format!("`{}` is not a regular expression", pattern.get_ref()));
        }
        regex
    }

    fn whole(&mut self, raw: &RawProperty, limit: Option<&Spanned<toml::Value>>) -> i64 {
        limit.and_then(|limit| limit.get_ref().as_integer()).unwrap_or_else(|| {
            self.error(&raw.id, format!("property `{}` needs whole numbers as `min` and `max`", raw.id.get_ref()));
            0
        })
    }

    fn decimal(&mut self, raw: &RawProperty, limit: Option<&Spanned<toml::Value>>) -> Decimal {
        let decimal = match limit.map(Spanned::get_ref) {
            Some(toml::Value::Integer(limit)) => Some(Decimal::from(*limit)),
            Some(toml::Value::Float(limit)) => Decimal::from_str_exact(&limit.to_string()).ok(),
            Some(toml::Value::String(limit)) => Decimal::from_str_exact(limit).ok(),
            _ => None,
        };
        decimal.unwrap_or_else(|| {
            self.error(&raw.id, format!("property `{}` needs numbers as `min` and `max`", raw.id.get_ref()));
            Decimal::ZERO
        })
    }

    fn date(&mut self, limit: &Spanned<toml::Value>) -> Option<Edtf> {
        let date = limit.get_ref().as_str().and_then(|text| text.parse().ok());
        if date.is_none() {
            self.error(limit, "the limit of a date is a date in EDTF, in quotation marks".into());
        }
        date
    }

    fn rule(&mut self, raw: RawRule, schema: &Schema) -> Option<Rule> {
        let at = raw.at.get_ref();
        if schema.property(at).is_none() && !at.starts_with("claim.") {
            self.error(&raw.at, format!("`{at}` is not a property of this schema"));
        }
        let line = self.source.line(raw.id.span().start);
        Some(Rule {
            when: self.condition(&raw.when, schema)?,
            id: raw.id.into_inner(),
            severity: raw.severity,
            at: raw.at.into_inner(),
            say: raw.say,
            reason: raw.reason,
            source: raw.source,
            line,
        })
    }

    fn derived(&mut self, raw: RawDerived, schema: &Schema) -> Option<Derived> {
        if !self.lists.contains_key(raw.list.get_ref()) {
            self.error(&raw.list, format!("there is no list `{}`", raw.list.get_ref()));
            return None;
        }
        let cases = raw.cases.into_iter().filter_map(|case| {
            self.code_of(raw.list.get_ref(), &case.code);
            Some(Case { when: self.condition(&case.when, schema)?, code: case.code.into_inner() })
        });
        let cases = cases.collect();
        Some(Derived { id: raw.id, list: raw.list.into_inner(), label: raw.label, cases })
    }

    fn blind_index(&mut self, raw: RawBlindIndex, schema: &Schema, inherited: &[Arc<IndexedText>]) -> IndexedText {
        let of = raw.of.get_ref();
        if of.is_empty() {
            self.error(&raw.of, "an index names at least one property in `of`".into());
        }
        for id in of {
            let reason = match schema.property(id) {
                None => format!("`{id}` is not a property of this schema"),
                Some(property) if !matches!(property.kind, Kind::Text { .. }) || property.class != Class::Direct => {
                    format!("`{id}` cannot be indexed: only text of class direct can")
                }
                Some(property) if property.many && of.len() > 1 => {
                    format!("`{id}` takes several values, so it is indexed by itself")
                }
                Some(_) => continue,
            };
            self.error(&raw.of, reason);
        }
        if schema.blind_indexes.iter().chain(inherited).any(|other| other.of == *of) {
            self.error(&raw.of, format!("`{}` is indexed twice, here or in an ancestor", of.join(" ")));
        }
        IndexedText { field: raw.field, of: raw.of.into_inner() }
    }

    fn condition(&mut self, when: &Spanned<String>, schema: &Schema) -> Option<Condition> {
        let condition = condition::parse(when.get_ref(), Scope { schema, lists: self.lists });
        condition.map_err(|reason| self.error(when, format!("`{}`: {reason}", when.get_ref()))).ok()
    }
}
