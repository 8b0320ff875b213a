//! Routes: legs of journeys by where they begin and end, with the crossings on them and the acts of corruption told of there.

use std::collections::{BTreeMap, BTreeSet};

use datafusion::arrow::array::Array as _;
use serde::Serialize;

use crate::nexus::{numbers, texts};
use crate::standing::{agreed, entities, flag};
use crate::{Warehouse, WarehouseError};

/// Answers to one question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Answers {
    /// How many say yes.
    pub yes: u64,
    /// How many say no.
    pub no: u64,
    /// Of how many it is not known.
    pub unknown: u64,
}

/// A crossing or control on a route.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Crossing {
    /// How many legs go over it.
    pub legs: u64,
    /// Its kinds, codes of `crossing_kinds`, with how many legs say so.
    pub kinds: BTreeMap<String, u64>,
    /// Whether money was asked for there.
    pub payment_asked: Answers,
    /// Acts of corruption told of there, by legs of this route or by an act that names the crossing: codes of `acts`.
    pub acts: BTreeMap<String, u64>,
}

/// All legs from one place to another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Route {
    /// The country in which they begin.
    pub from: String,
    /// The country in which they end.
    pub to: String,
    /// Whether a border lies between: by what was told of any leg, or else by the countries.
    pub crosses_border: bool,
    /// How many legs. Records that were joined are one.
    pub legs: u64,
    /// How many different people went along, as far as legs name them.
    pub persons: u64,
    /// How many legs name nobody.
    pub legs_without_persons: u64,
    /// Whether money was asked for.
    pub payment_asked: Answers,
    /// Where borders or controls were passed, codes of `crossing_kinds`, with how many legs say so.
    pub kinds: BTreeMap<String, u64>,
    /// How many different acts of corruption legs name, or name one of the crossings.
    pub acts: u64,
    /// The crossings, by name.
    pub crossings: BTreeMap<String, Crossing>,
    /// How many legs name no crossing.
    pub legs_without_crossing: u64,
}

/// Routes, the most travelled first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Routes {
    /// The snapshot that was asked.
    pub snapshot: String,
    /// The routes.
    pub routes: Vec<Route>,
    /// How many legs in all.
    pub legs: u64,
    /// Those of which it is not known where they begin, or where they end.
    pub unplaced: u64,
}

/// What is said of one leg.
struct Leg {
    ends: Option<(String, String)>,
    crossed: Option<bool>,
    kind: Option<String>,
    point: Option<String>,
    paid: Option<bool>,
}

/// An act: its entity and its code, none where that is not known.
type Act = (String, Option<String>);

impl Warehouse {
    /// Legs that stand and for which a condition on the table `journey_leg` holds, put together by the countries in which they begin and
    /// end.
    ///
    /// # Errors
    /// When the condition is not one, or the role sees no records.
    pub async fn routes(&self, only: Option<&str>) -> Result<Routes, WarehouseError> {
        let legs = self.legs(only).await?;
        let persons = self.pairs(&self.named_sql("victims", only)?).await?;
        let linked = self.acts_of_legs(&self.named_sql("corrupt_acts", only)?).await?;
        let at_crossings = self.acts_at_crossings().await?;
        let mut found: BTreeMap<(String, String), Building> = BTreeMap::new();
        let mut unplaced = 0;
        for (id, leg) in &legs {
            let Some(ends) = &leg.ends else {
                unplaced += 1;
                continue;
            };
            let of = |map: &BTreeMap<String, BTreeSet<Act>>, key: &str| map.get(key).cloned().unwrap_or_default();
            let mut acts = of(&linked, id);
            if let Some(point) = &leg.point {
                acts.extend(of(&at_crossings, &key(point)));
            }
            let people = persons.get(id).cloned().unwrap_or_default();
            found.entry(ends.clone()).or_default().add(leg, people, acts);
        }
        let mut routes: Vec<Route> = found.into_iter().map(|(ends, building)| building.route(ends)).collect();
        routes.sort_by(|one, other| {
            other.legs.cmp(&one.legs).then_with(|| (&one.from, &one.to).cmp(&(&other.from, &other.to)))
        });
        Ok(Routes { snapshot: self.manifest.snapshot.clone(), routes, legs: legs.len() as u64, unplaced })
    }

    async fn legs(&self, only: Option<&str>) -> Result<BTreeMap<String, Leg>, WarehouseError> {
        let columns = format!(
            "from_place_country, to_place_country, {} AS crossed, crossing_kind, nullif(trim(crossing_point), '') AS point, {} AS paid",
            flag("border_crossed"),
            flag("payment_asked")
        );
        let said = ["from_place_country", "to_place_country", "crossed", "crossing_kind", "point", "paid"]
            .map(agreed)
            .join(", ");
        let legs = self.standing_sql("journey_leg", &columns, only)?;
        let sql = format!("SELECT entity, {said} FROM ({legs}) GROUP BY entity");
        let mut found = BTreeMap::new();
        for batch in self.context.sql(&sql).await?.collect().await? {
            let text = |column: usize| {
                let texts = texts(&batch, column)?;
                Ok::<_, WarehouseError>(move |row: usize| texts.is_valid(row).then(|| texts.value(row).to_owned()))
            };
            let yes = |column: usize| {
                let numbers = numbers(&batch, column)?;
                Ok::<_, WarehouseError>(move |row: usize| numbers.is_valid(row).then(|| numbers.value(row) == 1))
            };
            let (id, begins, ends) = (texts(&batch, 0)?, text(1)?, text(2)?);
            let (crossed, kind, point, paid) = (yes(3)?, text(4)?, text(5)?, yes(6)?);
            for row in 0..batch.num_rows() {
                let leg = Leg {
                    ends: begins(row).zip(ends(row)),
                    crossed: crossed(row),
                    kind: kind(row),
                    point: point(row),
                    paid: paid(row),
                };
                found.insert(id.value(row).to_owned(), leg);
            }
        }
        Ok(found)
    }

    /// SQL for what legs name in a column of references: the leg, and the entity and the record of each.
    fn named_sql(&self, column: &str, only: Option<&str>) -> Result<String, WarehouseError> {
        let legs = self.standing_sql("journey_leg", column, only)?;
        Ok(format!(
            "SELECT l.leg, coalesce(j.entity, l.named) AS entity, l.named FROM (SELECT entity AS leg, unnest({column}) AS \
             named FROM ({legs})) l LEFT JOIN {} j ON j.record = l.named",
            entities()
        ))
    }

    async fn pairs(&self, sql: &str) -> Result<BTreeMap<String, BTreeSet<String>>, WarehouseError> {
        let mut pairs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for batch in self.context.sql(sql).await?.collect().await? {
            let (keys, values) = (texts(&batch, 0)?, texts(&batch, 1)?);
            for row in (0..batch.num_rows()).filter(|row| values.is_valid(*row)) {
                pairs.entry(keys.value(row).to_owned()).or_default().insert(values.value(row).to_owned());
            }
        }
        Ok(pairs)
    }

    /// The acts that legs name, of those that stand.
    async fn acts_of_legs(&self, named: &str) -> Result<BTreeMap<String, BTreeSet<Act>>, WarehouseError> {
        let acts = self.standing_sql("corrupt_act", "act", None)?;
        let sql = format!("SELECT n.leg, a.entity, a.act FROM ({named}) n JOIN ({acts}) a ON a.id = n.named");
        self.acts(&sql).await
    }

    /// The acts that name a crossing, by the name as it is compared.
    async fn acts_at_crossings(&self) -> Result<BTreeMap<String, BTreeSet<Act>>, WarehouseError> {
        let acts = self.standing_sql("corrupt_act", "act, nullif(trim(crossing), '') AS point", None)?;
        let found = self.acts(&format!("SELECT point, entity, act FROM ({acts}) WHERE point IS NOT NULL")).await?;
        let mut by_key: BTreeMap<String, BTreeSet<Act>> = BTreeMap::new();
        for (point, acts) in found {
            by_key.entry(key(&point)).or_default().extend(acts);
        }
        Ok(by_key)
    }

    async fn acts(&self, sql: &str) -> Result<BTreeMap<String, BTreeSet<Act>>, WarehouseError> {
        let mut found: BTreeMap<String, BTreeSet<Act>> = BTreeMap::new();
        for batch in self.context.sql(sql).await?.collect().await? {
            let [keys, acts, codes] = [texts(&batch, 0)?, texts(&batch, 1)?, texts(&batch, 2)?];
            for row in 0..batch.num_rows() {
                let code = codes.is_valid(row).then(|| codes.value(row).to_owned());
                found.entry(keys.value(row).to_owned()).or_default().insert((acts.value(row).to_owned(), code));
            }
        }
        Ok(found)
    }
}

/// A name of a crossing as it is compared: nobody is to tell of another one by a capital.
fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// A route while legs are added.
#[derive(Default)]
struct Building {
    route: Route,
    people: BTreeSet<String>,
    acts: BTreeSet<String>,
    /// A crossing is called as the first leg calls it, in the order of their identifiers.
    names: BTreeMap<String, String>,
    /// The acts at each crossing.
    at: BTreeMap<String, BTreeSet<Act>>,
    /// Whether a leg says that it crossed no border, and whether one says that it did.
    told: [bool; 2],
}

impl Building {
    fn add(&mut self, leg: &Leg, people: BTreeSet<String>, acts: BTreeSet<Act>) {
        let route = &mut self.route;
        route.legs += 1;
        route.payment_asked.add(leg.paid);
        route.legs_without_persons += u64::from(people.is_empty());
        self.people.extend(people);
        self.acts.extend(acts.iter().map(|(entity, _)| entity.clone()));
        if let Some(crossed) = leg.crossed {
            self.told[usize::from(crossed)] = true;
        }
        if let Some(kind) = &leg.kind {
            *route.kinds.entry(kind.clone()).or_default() += 1;
        }
        let Some(point) = &leg.point else {
            route.legs_without_crossing += 1;
            return;
        };
        let point = self.names.entry(key(point)).or_insert_with(|| point.clone());
        let crossing = route.crossings.entry(point.clone()).or_default();
        crossing.legs += 1;
        crossing.payment_asked.add(leg.paid);
        if let Some(kind) = &leg.kind {
            *crossing.kinds.entry(kind.clone()).or_default() += 1;
        }
        self.at.entry(point.clone()).or_default().extend(acts);
    }

    fn route(self, (from, to): (String, String)) -> Route {
        let mut route = self.route;
        for (point, acts) in self.at {
            let crossing = route.crossings.entry(point).or_default();
            for (_, code) in acts {
                *crossing.acts.entry(code.unwrap_or_else(|| "not known".to_owned())).or_default() += 1;
            }
        }
        let crosses_border = match self.told {
            [_, true] => true,
            [true, false] => false,
            [false, false] => from != to,
        };
        Route { from, to, crosses_border, persons: self.people.len() as u64, acts: self.acts.len() as u64, ..route }
    }
}

impl Answers {
    fn add(&mut self, answer: Option<bool>) {
        match answer {
            Some(true) => self.yes += 1,
            Some(false) => self.no += 1,
            None => self.unknown += 1,
        }
    }
}
