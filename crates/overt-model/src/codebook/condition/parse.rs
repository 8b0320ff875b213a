//! From words to tests, with every name checked against the schema and the lists.

use std::sync::Arc;

use compact_str::CompactString;
use rustc_hash::FxHashSet;

use super::{ClaimPart, Condition, Operand, Operator, Path, Test};
use crate::codebook::Lists;
use crate::codebook::list::List;
use crate::codebook::schema::{Kind, Schema};
use crate::{Credibility, Handling, Reliability, Rung, Standing, State};

/// What a condition may speak about.
#[derive(Clone, Copy)]
pub(in crate::codebook) struct Scope<'a> {
    pub(in crate::codebook) schema: &'a Schema,
    pub(in crate::codebook) lists: &'a Lists,
}

/// Reads a condition, or says what cannot be understood.
pub(in crate::codebook) fn parse(text: &str, scope: Scope<'_>) -> Result<Condition, String> {
    let mut parser = Parser { tokens: tokens(text)?, next: 0, scope, depth: 0 };
    let whole = parser.any()?;
    match parser.peek() {
        None => Ok(Condition { text: Arc::from(text), test: Arc::new(whole) }),
        Some(token) => Err(format!("`{token}` was not expected here")),
    }
}

/// Words, quoted words (kept with their quotes) and signs.
fn tokens(text: &str) -> Result<Vec<&str>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => rest[1..].find('"').map(|end| end + 2).ok_or("a quotation mark is never closed")?,
            '(' | ')' | '[' | ']' | ',' | '=' => 1,
            '!' | '<' | '>' => 1 + usize::from(rest[1..].starts_with('=')),
            _ => rest.find(|sign: char| sign.is_whitespace() || "\"()[],=!<>".contains(sign)).unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after.trim_start();
    }
    Ok(tokens)
}

/// Deeper nesting than any person would write; a limit keeps a hostile file from exhausting the stack.
const DEPTH_MAX: usize = 32;

struct Parser<'a> {
    tokens: Vec<&'a str>,
    next: usize,
    scope: Scope<'a>,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a str> {
        self.tokens.get(self.next).copied()
    }

    fn take(&mut self) -> Result<&'a str, String> {
        let token = self.peek().ok_or("the condition breaks off")?;
        self.next += 1;
        Ok(token)
    }

    fn takes(&mut self, token: &str) -> bool {
        let found = self.peek() == Some(token);
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, token: &str) -> Result<(), String> {
        let found = self.take()?;
        if found == token { Ok(()) } else { Err(format!("expected `{token}`, found `{found}`")) }
    }

    fn any(&mut self) -> Result<Test, String> {
        let mut tests = vec![self.all()?];
        while self.takes("or") {
            tests.push(self.all()?);
        }
        Ok(if tests.len() == 1 { tests.remove(0) } else { Test::Any(tests) })
    }

    fn all(&mut self) -> Result<Test, String> {
        let mut tests = vec![self.one()?];
        while self.takes("and") {
            tests.push(self.one()?);
        }
        Ok(if tests.len() == 1 { tests.remove(0) } else { Test::All(tests) })
    }

    fn one(&mut self) -> Result<Test, String> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(format!("more than {DEPTH_MAX} levels of brackets"));
        }
        let test = if self.takes("not") {
            Test::Not(Box::new(self.one()?))
        } else if self.takes("(") {
            let test = self.any()?;
            self.expect(")")?;
            test
        } else {
            self.about_a_path()?
        };
        self.depth -= 1;
        Ok(test)
    }

    fn about_a_path(&mut self) -> Result<Test, String> {
        let subject = self.subject()?;
        match self.peek() {
            Some("is") => {
                self.next += 1;
                let state = self.take()?;
                let state = State::from_code(state).ok_or_else(|| format!("`{state}` is not a value state"))?;
                match subject.path {
                    Path::Property(id) => Ok(Test::IsState(id, state)),
                    _ => Err("only a property has a value state".into()),
                }
            }
            Some("in") => {
                self.next += 1;
                self.expect("[")?;
                let mut codes = FxHashSet::default();
                loop {
                    codes.insert(self.code(&subject)?);
                    if !self.takes(",") {
                        break;
                    }
                }
                self.expect("]")?;
                Ok(Test::IsCode { path: subject.path, codes, negated: false })
            }
            Some("under") => {
                self.next += 1;
                let ancestor = self.code(&subject)?;
                let list = subject.list.ok_or("`under` needs a property that holds codes")?;
                let below = list.codes().iter().filter(|code| list.is_under(&code.code, &ancestor));
                Ok(Test::IsCode {
                    path: subject.path,
                    codes: below.map(|code| code.code.clone()).collect(),
                    negated: false,
                })
            }
            Some(sign) => match operator(sign) {
                Some(operator) => {
                    self.next += 1;
                    self.comparison(subject, operator)
                }
                None => Ok(Test::HasValue(subject.path)),
            },
            None => Ok(Test::HasValue(subject.path)),
        }
    }

    fn comparison(&mut self, left: Subject<'a>, operator: Operator) -> Result<Test, String> {
        let is_equality = matches!(operator, Operator::Equal | Operator::NotEqual);
        let word = self.peek().ok_or("the condition breaks off")?;
        let right = match left.measure {
            Measure::Words if !is_equality => return Err("codes and places can only be compared with = and !=".into()),
            Measure::Words if word.contains('.') => None,
            Measure::Words => {
                let codes = FxHashSet::from_iter([self.code(&left)?]);
                return Ok(Test::IsCode { path: left.path, codes, negated: operator == Operator::NotEqual });
            }
            Measure::Numbers => word.parse().ok().map(Operand::Number),
            Measure::Dates => word.parse().ok().map(Operand::Date),
            Measure::Money => None,
            Measure::Nothing => return Err("this property holds nothing that can be compared".into()),
        };
        if let Some(right) = right {
            self.next += 1;
            return Ok(Test::Compare { left: left.path, operator, right });
        }
        let right = self.subject()?;
        if right.measure != left.measure {
            return Err("the two sides are not of one kind".into());
        }
        Ok(Test::Compare { left: left.path, operator, right: Operand::Path(right.path) })
    }

    fn subject(&mut self) -> Result<Subject<'a>, String> {
        let word = self.take()?;
        if let Some(part) = word.strip_prefix("claim.") {
            return claim(part).ok_or_else(|| format!("a claim has no part `{part}`"));
        }
        let (id, part) = word.split_once('.').map_or((word, None), |(id, part)| (id, Some(part)));
        let property =
            self.scope.schema.property(id).ok_or_else(|| format!("`{id}` is not a property of this schema"))?;
        let id = CompactString::from(id);
        let (path, list, measure) = match (&property.kind, part) {
            (Kind::Place { .. }, Some(rung)) => {
                let rung = Rung::from_name(rung).filter(|rung| *rung != Rung::Point);
                let rung = rung.ok_or_else(|| format!("`{word}` is not a named rung of a place"))?;
                let list = if rung == Rung::Country { self.scope.lists.get("countries") } else { None };
                (Path::Rung(id, rung), list, Measure::Words)
            }
            (Kind::Money { .. }, Some("amount")) => (Path::Property(id), None, Measure::Money),
            (_, Some(_)) => return Err(format!("`{word}`: only places and money have parts")),
            (Kind::Code { list, .. }, None) => (Path::Property(id), self.scope.lists.get(list), Measure::Words),
            (Kind::Integer { .. } | Kind::Number { .. }, None) => (Path::Property(id), None, Measure::Numbers),
            (Kind::Date { .. }, None) => (Path::Property(id), None, Measure::Dates),
            (_, None) => (Path::Property(id), None, Measure::Nothing),
        };
        Ok(Subject { path, list, mirror: None, measure })
    }

    /// A code on the right-hand side: of the subject's list, of a list named before a colon, or of the claim.
    fn code(&mut self, subject: &Subject<'a>) -> Result<CompactString, String> {
        let word = self.take()?.trim_matches('"');
        if let Some(codes) = subject.mirror {
            return codes(word)
                .then(|| word.into())
                .ok_or_else(|| format!("`{word}` is not a code of this part of a claim"));
        }
        if let Some((name, code)) = word.split_once(':')
            && let Some(list) = self.scope.lists.get(name)
        {
            return list
                .get(code)
                .map(|code| code.code.clone())
                .ok_or_else(|| format!("`{code}` is not in the list `{name}`"));
        }
        let list = subject.list.ok_or("only codes, countries and parts of a claim can be compared with a code")?;
        list.get(word).map(|code| code.code.clone()).ok_or_else(|| format!("`{word}` is not in the list `{}`", list.id))
    }
}

struct Subject<'a> {
    path: Path,
    list: Option<&'a List>,
    /// For a part of the claim: whether a word is one of its codes.
    mirror: Option<Mirror>,
    measure: Measure,
}

type Mirror = fn(&str) -> bool;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Measure {
    Words,
    Numbers,
    Dates,
    Money,
    Nothing,
}

fn claim<'a>(part: &str) -> Option<Subject<'a>> {
    let (part, mirror, measure): (_, Option<Mirror>, _) = match part {
        "standing" => (ClaimPart::Standing, Some(|code| Standing::from_code(code).is_some()), Measure::Words),
        "reliability" => (ClaimPart::Reliability, Some(|code| Reliability::from_code(code).is_some()), Measure::Words),
        "credibility" => (ClaimPart::Credibility, Some(|code| Credibility::from_code(code).is_some()), Measure::Words),
        "handling" => (ClaimPart::Handling, Some(|code| Handling::from_code(code).is_some()), Measure::Words),
        "decision" => (ClaimPart::Decision, None, Measure::Nothing),
        _ => return None,
    };
    Some(Subject { path: Path::Claim(part), list: None, mirror, measure })
}

fn operator(sign: &str) -> Option<Operator> {
    Some(match sign {
        "=" => Operator::Equal,
        "!=" => Operator::NotEqual,
        "<" => Operator::Less,
        "<=" => Operator::LessOrEqual,
        ">" => Operator::Greater,
        ">=" => Operator::GreaterOrEqual,
        _ => return None,
    })
}
