//! Records: invented ones made of counts with noise, or rows that many have in common.

use rand_core::CryptoRng;

use super::{Drawn, Risk, TableRisk};
use crate::aggregate::Recipe;
use crate::dp::{Measured, Private, consistent};
use crate::release::facts::ColumnFact;
use crate::release::manifest::Control;
use crate::release::plan::{Planned, share};
use crate::release::policy::{AggregateMethod, SynthMethod};
use crate::release::refusal::{Code, Refusal};
use crate::release::sheet::Sheet;
use crate::release::{EMPTY, Files, canonical};
use crate::synth::Evaluation;
use crate::synth::evaluate::Question;
use crate::{ColumnDomain, Domain, Table};

impl Planned {
    pub(super) fn synthetic(
        &self,
        method: &SynthMethod,
        table: &Table,
        rng: &mut impl CryptoRng,
    ) -> Result<Drawn, Refusal> {
        let data = |error: String| Refusal::new(Code::Data, format!("{error}."), "Say whose each row is.");
        let plan = method.plan(&self.domain)?;
        let private =
            Private::new(table.clone(), method.promise.bound(), rng).map_err(|error| data(error.to_string()))?;
        let reserved = self.ledger.entries().last().and_then(|entry| entry.spend.as_ref()).expect("was planned");
        let mut own = method.promise.budget()?;
        let share = share(&own, &reserved.mechanisms);
        let made = plan.synthesise(&private, &mut own, share, rng).map_err(|error| {
            Refusal::new(Code::Data, format!("{error}."), "Leave out some of the impossible pairs.")
        })?;
        let spent: f64 = own.entries().iter().map(|entry| own.share(entry)).sum();
        assert!(spent <= reserved.mechanisms.iter().map(|entry| own.share(entry)).sum(), "no more than is reserved");
        let place = |name: &String| self.domain.place(name);
        let emphasised = method.emphasise.iter().map(|set| set.columns.iter().filter_map(place).collect());
        let mut question = Question::about(&self.domain).listing(&self.domain, emphasised);
        question.measured = &made.measured;
        let evaluation = Some(Evaluation::of(table, &made.table, &question).expect("both have these columns"));
        let records = Sheet::of_records(&self.columns, made.table);
        let best: Vec<&Measured> = made.measured.iter().filter(|table| is_best(table, &made.measured)).collect();
        let estimates = estimates(&self.domain, &best);
        let (measured, supported) = Sheet::of_all_measured(&self.columns, &best, estimates);
        let risk = Risk {
            tables: vec![risk_of(&records, &self.columns, None), risk_of(&measured, &[], Some(supported))],
            threshold: None,
            spent: own.entries().to_vec(),
        };
        let (kept, shown) = (Files::new(), Vec::new());
        Ok(Drawn { sheets: vec![records, measured], risk, control: Control::of_noise(), kept, shown, evaluation })
    }

    pub(super) fn aggregate(&self, method: &AggregateMethod, table: &Table) -> Result<Drawn, Refusal> {
        let data = |error: String| {
            Refusal::new(Code::Data, format!("{error}."), "Use fewer columns, or wait for more records.")
        };
        let columns = self.domain.columns().iter().map(|column| {
            let values = column.values().iter().cloned().chain([EMPTY.to_owned()]).collect();
            ColumnDomain::new(column.name(), values)
        });
        let domain =
            columns.collect::<Result<_, _>>().and_then(Domain::new).map_err(|error| data(error.to_string()))?;
        let empty = domain.columns().iter().filter_map(|column| column.code(EMPTY)).collect();
        let question = Question::about(&domain);
        let table = table.over(domain.clone());
        let made = Recipe::new(method.k, empty).make(&table).map_err(|error| data(error.to_string()))?;
        let evaluation = Some(Evaluation::of(&table, &made.table, &question).expect("both have these columns"));
        let records = Sheet::of_records(&self.columns, made.table);
        let risk = Risk {
            tables: vec![risk_of(&records, &self.columns, None)],
            threshold: Some(i64::from(method.k)),
            spent: Vec::new(),
        };
        let kept = vec![("figures.json".to_owned(), canonical(&made.figures))];
        Ok(Drawn { sheets: vec![records], risk, control: Control::of_rows(), kept, shown: Vec::new(), evaluation })
    }
}

/// Whether no other table measures the same columns with less noise, or with as much before it.
fn is_best(table: &Measured, all: &[Measured]) -> bool {
    let same = all.iter().filter(|other| other.columns == table.columns);
    let best = same.min_by(|one, other| one.noise.sigma().total_cmp(&other.noise.sigma()));
    best.is_some_and(|best| std::ptr::eq(best, table))
}

/// Counts of one or two columns that agree with each other, in the order of all counts; none for more columns. They are made of what is
/// measured alone.
fn estimates(domain: &Domain, best: &[&Measured]) -> Vec<Option<i64>> {
    let few = |table: &&&Measured| table.columns.len() <= 2;
    let tables: Vec<Measured> = best.iter().filter(few).map(|table| (*table).clone()).collect();
    let mut agreed = consistent(domain, &tables).expect("each set was measured once, over these columns").into_iter();
    let of = |table: &&Measured| -> Vec<Option<i64>> {
        let counts = if few(&table) { agreed.next() } else { None };
        counts.map_or_else(
            || vec![None; table.counts.len()],
            |counts| counts.into_iter().map(|count| i64::try_from(count).ok()).collect(),
        )
    };
    best.iter().flat_map(of).collect()
}

fn risk_of(sheet: &Sheet, columns: &[ColumnFact], supported: Option<usize>) -> TableRisk {
    TableRisk {
        file: format!("{}.csv", sheet.name),
        columns: columns.iter().map(|column| column.name.clone()).collect(),
        cells: sheet.rows() * columns.len().max(1),
        suppressed: 0,
        smallest_shown: None,
        sigma: None,
        supported,
    }
}
