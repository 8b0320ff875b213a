//! The file at hand: sent, saved and thrown away.

use overt_intake::file::{self, Given};
use overt_intake::look;
use overt_intake::mapping::{Mapping, Order};
use overt_intake::rejects;
use overt_intake::rows::{OpenError, Rows};
use overt_model::{Codebook, Secret, Source, SourceId};
use tokio::sync::OwnedSemaphorePermit;

use super::runs;
use crate::answer::{Answer, Stopped};
use crate::ask::{Ask, Pairs};
use crate::hand::Hand;

/// The file at hand, opened, with the place that it takes.
pub(super) struct Open {
    pub(super) hand: Hand,
    _place: OwnedSemaphorePermit,
}

/// How a file is to be understood, and whose it is.
pub(super) struct Plan {
    pub(super) mapping: Mapping,
    pub(super) source: Source,
    pub(super) team: Option<String>,
}

impl Open {
    /// The file of the person who asks.
    pub(super) async fn of(ask: &Ask) -> Result<Self, Stopped> {
        let place = ask.desk.reading.place().await.ok_or(Stopped::Busy)?;
        let hand = ask.desk.hands.get(ask.store(), ask.session()?)?.ok_or(Stopped::NotThere)?;
        Ok(Self { hand, _place: place })
    }

    pub(super) fn name(&self) -> &str {
        self.hand.chosen.get("name").unwrap_or("file")
    }

    pub(super) fn given(&self) -> Given<'_> {
        Given::Bytes { name: self.name(), bytes: &self.hand.bytes }
    }

    /// The rows from the beginning, of the table that was chosen.
    pub(super) fn rows(&self) -> Result<Box<dyn Rows + Send>, OpenError> {
        file::open(self.given(), self.hand.chosen.get("table")).map(rejects::mended)
    }
}

/// What was decided, or what is still to be said.
pub(super) async fn plan(ask: &Ask, chosen: &Pairs) -> Result<Result<Plan, Vec<String>>, Stopped> {
    let mut problems = Vec::new();
    let named = chosen.get("source").and_then(|id| id.parse::<SourceId>().ok());
    let sources = ask.store().sources().await?;
    let source = sources.into_iter().find(|source| Some(source.id) == named && source.is_in_force(ask.today()));
    if source.is_none() {
        problems.push(ask.say("no-source"));
    }
    let mapping = written(ask, chosen, ask.codebook());
    let mapping = mapping.map_err(|why| problems.push(why)).ok().map(|mut mapping| {
        if let Some(order) = chosen.get("dates").and_then(order) {
            mapping.set_order(order);
        }
        mapping
    });
    let team = chosen.get("team").map(str::to_owned);
    let plan = source.zip(mapping).map(|(source, mapping)| Plan { mapping, source, team });
    Ok(plan.ok_or(problems))
}

fn written(ask: &Ask, chosen: &Pairs, codebook: &'static Codebook) -> Result<Mapping, String> {
    let name = chosen.get("mapping").unwrap_or_default();
    let read = match name {
        "own" => Mapping::read(chosen.get("text").unwrap_or_default(), codebook),
        name => look::named(name, codebook).ok_or_else(|| ask.say("import-no-mapping"))?,
    };
    read.map_err(|error| ask.with("import-mapping-wrong", &error.to_string()))
}

fn order(name: &str) -> Option<Order> {
    [Order::DayFirst, Order::MonthFirst].into_iter().find(|order| order.name() == name)
}

/// Takes the file that was sent.
pub(crate) async fn upload(ask: &Ask) -> Result<Answer, Stopped> {
    let Some(upload) = &ask.upload else {
        return runs::refused(ask, &ask.say("import-file-missing")).await;
    };
    let mut chosen = Pairs::default();
    chosen.push("name".to_owned(), upload.name.clone());
    let is_taken = ask.desk.hands.put((ask.store(), ask.session()?), &chosen, upload.bytes.expose())?;
    if is_taken { Ok(Answer::see("/imports/file")) } else { Err(Stopped::Busy) }
}

/// Hands the file back: whoever mends many rejects does it in a spreadsheet.
pub(crate) async fn keep(ask: &Ask) -> Result<Answer, Stopped> {
    ask.confirmed()?;
    let open = Open::of(ask).await?;
    let place = ask.desk.downloads.place().await.ok_or(Stopped::Busy)?;
    Ok(Answer::file(open.name(), Secret::new(open.hand.bytes.to_vec()), place))
}

/// Throws it away.
pub(crate) async fn drop(ask: &Ask) -> Result<Answer, Stopped> {
    ask.desk.hands.drop(ask.session()?.account);
    Ok(Answer::see("/imports?done=file-dropped"))
}
