//! Counts with noise.

use rand_core::CryptoRng;

use super::{Drawn, Risk, TableRisk};
use crate::Table;
use crate::dp::{Cost, Private};
use crate::release::Files;
use crate::release::manifest::Control;
use crate::release::plan::Planned;
use crate::release::policy::CountsMethod;
use crate::release::refusal::{Code, Refusal};
use crate::release::sheet::Sheet;

impl Planned {
    pub(super) fn counts(
        &self,
        method: &CountsMethod,
        table: Table,
        rng: &mut impl CryptoRng,
    ) -> Result<Drawn, Refusal> {
        let data = |error: String| Refusal::new(Code::Data, format!("{error}."), "Say whose each row is.");
        let table = Private::new(table, method.promise.bound(), rng).map_err(|error| data(error.to_string()))?;
        let place = |name: &String| self.domain.place(name);
        let places = method.sets.iter().map(|set| set.columns.iter().filter_map(place).collect()).collect();
        let marginals = table.marginals(places).map_err(|error| data(error.to_string()))?;
        let spend = self.ledger.entries().last().and_then(|entry| entry.spend.as_ref()).expect("was planned");
        let mut budget = self.ledger_before.budget(spend.cap, spend.unit)?;
        let mut sheets = Vec::new();
        let mut risk = Risk { tables: Vec::new(), threshold: None, spent: Vec::new() };
        for (at, (mechanism, set)) in spend.mechanisms.iter().zip(&method.sets).enumerate() {
            let Cost::Counts { noise, .. } = mechanism.cost else { unreachable!("counts were planned") };
            let measured =
                budget.measure(&mechanism.what, &marginals, &[(at, noise)], rng).expect("the plan was admitted");
            let supported = measured[0].intervals().iter().filter(|interval| interval.supported()).count();
            let sheet = Sheet::of_measured(at + 1, &self.axes(&set.columns), &measured[0]);
            risk.tables.push(TableRisk {
                file: format!("{}.csv", sheet.name),
                columns: set.columns.clone(),
                cells: sheet.rows(),
                suppressed: 0,
                smallest_shown: None,
                sigma: Some(noise.sigma()),
                supported: Some(supported),
            });
            sheets.push(sheet);
        }
        assert_eq!(budget.entries_new(), spend.mechanisms, "what was spent is what was written down");
        Ok(Drawn {
            sheets,
            risk,
            control: Control::of_noise(),
            kept: Files::new(),
            shown: Vec::new(),
            evaluation: None,
        })
    }
}
