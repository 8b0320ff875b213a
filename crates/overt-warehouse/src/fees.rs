//! Fees: what was paid for each step from one country to another, beside what is charged officially, what the law allows and what was
//! said to be for an official.

use datafusion::arrow::array::{Array as _, StringArray};

use crate::amounts::{Sum, sums, sums_sql};
use crate::nexus::texts;
use crate::standing::{agreed, entities};
use crate::{Warehouse, WarehouseError};

/// The sums of a fee, with the answer that stands for zero. That the law sets no limit is no limit of zero.
const SUMS: [(&str, bool); 4] = [("paid", true), ("official_fee", true), ("legal_cap", false), ("bribe_part", true)];

/// One fee. What is not known, or was told in different ways, is none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fee {
    /// The country in which the journey or contract begins.
    pub from: Option<String>,
    /// The country to which it goes.
    pub to: Option<String>,
    /// What was paid for: a code of `fee_steps`.
    pub step: Option<String>,
    /// Who paid, or all records of the person together.
    pub person: Option<String>,
    /// What was paid.
    pub paid: Sum,
    /// What the authority or the law charges.
    pub official: Sum,
    /// The most that may be asked.
    pub cap: Sum,
    /// The part that was said to be for an official.
    pub bribe: Sum,
}

impl Warehouse {
    /// Every fee of which the claim stands, in order. Records that were joined are one fee.
    ///
    /// # Errors
    /// When the condition is not one, or the role sees no records.
    pub async fn fees(&self, only: Option<&str>) -> Result<Vec<Fee>, WarehouseError> {
        let mut columns = "from_country, to_country, step, person".to_owned();
        for (property, is_zero) in SUMS {
            columns += &sum_columns(property, is_zero);
        }
        let texts_sql = ["from_country", "to_country", "step", "payer"].map(agreed).join(", ");
        let sums_sql = SUMS.map(|(property, _)| sums_sql(&format!("{property}_sum"))).join(", ");
        let sql = format!(
            "SELECT {texts_sql}, {sums_sql} FROM (SELECT f.*, coalesce(p.entity, f.person) AS payer FROM ({}) f \
             LEFT JOIN {} p ON p.record = f.person) GROUP BY entity",
            self.standing_sql("fee_item", &columns, only)?,
            entities()
        );
        let mut fees = Vec::new();
        for batch in self.context.sql(&sql).await?.collect().await? {
            let [from, to, step, person] = [texts(&batch, 0)?, texts(&batch, 1)?, texts(&batch, 2)?, texts(&batch, 3)?];
            let [paid, official, cap, bribe] =
                [sums(&batch, 4)?, sums(&batch, 8)?, sums(&batch, 12)?, sums(&batch, 16)?];
            let text = |texts: &StringArray, row: usize| texts.is_valid(row).then(|| texts.value(row).to_owned());
            fees.extend((0..batch.num_rows()).map(|row| Fee {
                from: text(&from, row),
                to: text(&to, row),
                step: text(&step, row),
                person: text(&person, row),
                paid: paid[row].clone(),
                official: official[row].clone(),
                cap: cap[row].clone(),
                bribe: bribe[row].clone(),
            }));
        }
        fees.sort_unstable();
        Ok(fees)
    }
}

/// The columns of a sum under a name of their own. Where the answer is that there is none, it is zero.
fn sum_columns(property: &str, is_zero: bool) -> String {
    let end = |end: &str| {
        let column = format!("{property}_{end}");
        let zero = format!("CASE WHEN {property}_state = 'asked-no' THEN 0 ELSE {column} END");
        format!(", {} AS {property}_sum_{end}", if is_zero { &zero } else { &column })
    };
    format!(", {property}_currency AS {property}_sum_currency{}{}", end("low"), end("high"))
}
