//! From histories and a plan to what is known.

use super::bootstrap::{Draws, bca};
use super::chooser::{Chooser, Ranked};
use super::exact::Verdict;
use super::fit::{Fitter, Start};
use super::histories::Histories;
use super::outcome::{Bootstrap, Chosen, Interval, Method, Model, Models, Reason, Refused, Undercount};
use super::plan::{Choice, Family, Plan, Resampling};
use super::search::{Candidate, best, bic, fit_all, hierarchical, near};
use super::spread::spread;
use super::stepwise::Stepwise;
use crate::Problem;
use crate::tail::normal_quantile;

/// Estimates how many people there are, counted or not, from at least three lists.
///
/// # Errors
/// All reasons for which the lists allow no estimate, or the plan cannot be done with them.
pub fn estimate(histories: &Histories, plan: &Plan) -> Result<Undercount, Vec<Problem>> {
    let lists = histories.names().len();
    let mut problems = plan.problems(lists);
    problems.extend(histories.usable().err().unwrap_or_default());
    if problems.is_empty() { answer(histories, plan).map_err(|problem| vec![problem]) } else { Err(problems) }
}

fn answer(histories: &Histories, plan: &Plan) -> Result<Undercount, Problem> {
    let lists = histories.names().len();
    let asked = Asked::new(histories, plan);
    let (stepwise, models) = match plan.choice {
        Choice::Bic { together_max } => (None, hierarchical(lists, together_max)?),
        Choice::Stepwise { chance_max, together_max, compared } => {
            let mut rule = Stepwise::new(lists, chance_max, together_max);
            let (effects, fitted) = rule.choose(&mut asked.fitter()).map_err(|_| no_model())?;
            let models = match compared {
                Family::All { together_max } => hierarchical(lists, together_max)?,
                Family::Near { together_max } => near(effects, lists, together_max),
            };
            (Some((rule, Candidate { effects, fitted, bic: bic(&fitted, asked.observed) })), models)
        }
    };
    let results = fit_all(lists, &asked.counts, &models, plan.threads);
    let candidates: Vec<Candidate> = results.iter().filter_map(|result| result.as_ref().ok().copied()).collect();
    let best = *best(&candidates).ok_or_else(no_model)?;
    let (weights, spread) = spread(&candidates, best.bic, asked.observed);
    let (chosen, chooser) = match stepwise {
        Some((rule, chosen)) => (chosen, Chooser::Stepwise(rule)),
        None => (best, Chooser::Ranked(Ranked::new(lists, &candidates))),
    };
    let place = candidates.iter().position(|candidate| candidate.effects == chosen.effects);
    let mut outcome = Undercount {
        in_words: String::new(),
        spread,
        chosen: asked.chosen(&chosen, place.map(|place| weights[place]))?,
        bootstrap: plan.resampling.map(|resampling| asked.bootstrap(&chooser, &chosen, resampling)).transpose()?,
        observed: histories.on_all(0),
        lists: histories.lists(),
        apart: apart(histories),
        models: compared(plan.choice.compared(), &results),
        method: Method { choice: plan.choice, resampling: plan.resampling },
    };
    outcome.in_words = in_words(&outcome);
    Ok(outcome)
}

/// What was asked, and the counts as the fit needs them.
struct Asked<'histories> {
    histories: &'histories Histories,
    plan: &'histories Plan,
    lists: usize,
    counts: Vec<f64>,
    observed: f64,
}

impl<'histories> Asked<'histories> {
    #[expect(clippy::cast_precision_loss, reason = "numbers of people are below 2^31")]
    fn new(histories: &'histories Histories, plan: &'histories Plan) -> Self {
        let lists = histories.names().len();
        let counts: Vec<f64> = (0..1 << lists).map(|history| histories.exactly(history) as f64).collect();
        Self { histories, plan, lists, observed: counts.iter().sum(), counts }
    }

    fn fitter(&self) -> Fitter {
        let mut fitter = Fitter::new(self.lists);
        fitter.load(&self.counts);
        fitter
    }

    fn chosen(&self, chosen: &Candidate, weight: Option<f64>) -> Result<Chosen, Problem> {
        let mut fitter = self.fitter();
        fitter.fit(&chosen.effects, Start::Counts).map_err(|_| no_model())?;
        let error = fitter.variance().sqrt();
        let factor = (normal_quantile(f64::midpoint(1.0, self.plan.level)) * error).exp();
        let hidden = chosen.fitted.hidden;
        let high = self.observed + hidden * factor;
        Ok(Chosen {
            model: Model::new(&chosen.effects, self.histories.names()),
            people: self.observed + hidden,
            hidden,
            bic: chosen.bic,
            weight,
            if_true: Interval {
                level: self.plan.level,
                low: self.observed + hidden / factor,
                high: high.is_finite().then_some(high),
            },
        })
    }

    fn bootstrap(&self, chooser: &Chooser, chosen: &Candidate, resampling: Resampling) -> Result<Bootstrap, Problem> {
        let Resampling { replicates, seed } = resampling;
        let draws = Draws { replicates, seed, level: self.plan.level, threads: self.plan.threads };
        let people = self.observed + chosen.fitted.hidden;
        let bca =
            bca(self.lists, &self.histories.filled(), chooser, people, &draws).filter(|bca| bca.limits[0].is_finite());
        let Some(bca) = bca else {
            return Err(Problem::new(
                "The interval cannot be computed: when the people are drawn again, too few of the estimates exist, or all lie on one side.",
                "Ask without drawing again and read the spread of the models, or merge small lists.",
            ));
        };
        let [low, high] = bca.limits;
        Ok(Bootstrap {
            interval: Interval { level: self.plan.level, low, high: high.is_finite().then_some(high) },
            shares: bca.shares,
            replicates,
            seed,
            acceleration: bca.acceleration,
            without_estimate: bca.without_estimate,
        })
    }
}

fn no_model() -> Problem {
    Problem::new(
        "No model has an estimate: too few people are on several lists.",
        "Merge small lists of the same kind, or wait for longer lists.",
    )
}

/// Pairs of lists that share nobody.
fn apart(histories: &Histories) -> Vec<[String; 2]> {
    let names = histories.names();
    let pairs = (0..names.len()).flat_map(|one| (one + 1..names.len()).map(move |other| (one, other)));
    pairs
        .filter(|(one, other)| histories.on_all(1 << one | 1 << other) == 0)
        .map(|(one, other)| [names[one].clone(), names[other].clone()])
        .collect()
}

fn compared(family: Family, results: &[Result<Candidate, Verdict>]) -> Models {
    let reasons = [
        (Verdict::NoMaximum, Reason::NoMaximum),
        (Verdict::NotIdentified, Reason::NotIdentified),
        (Verdict::Undecided, Reason::Undecided),
    ];
    let refused = reasons.into_iter().filter_map(|(verdict, reason)| {
        let models = results.iter().filter(|result| result.as_ref().err() == Some(&verdict)).count();
        (models > 0).then_some(Refused { reason, models })
    });
    let refused: Vec<Refused> = refused.collect();
    let fitted = results.len() - refused.iter().map(|refused| refused.models).sum::<usize>();
    Models { family, fitted, refused }
}

fn in_words(outcome: &Undercount) -> String {
    let close = &outcome.spread.close;
    let spread = match close.models {
        1 => format!("Only one model describes the counts well: that of {:.0} people, counted or not.", close.most),
        models => format!(
            "The {models} models that describe the counts about equally well say that there are between {:.0} and {:.0} people, counted or \
             not.",
            close.least, close.most
        ),
    };
    let limits = |interval: &Interval| {
        let percent = 100.0 * interval.level;
        match interval.high {
            Some(high) => format!("{percent}% interval {:.0} to {high:.0}", interval.low),
            None => format!("{percent}% interval from {:.0} without an upper limit", interval.low),
        }
    };
    let interval = match &outcome.bootstrap {
        Some(bootstrap) => format!("{}, the choice of the model included", limits(&bootstrap.interval)),
        None => format!("{} if this model were true", limits(&outcome.chosen.if_true)),
    };
    let few = match &outcome.bootstrap {
        Some(bootstrap) if bootstrap.rests_on_few() => {
            " A limit rests on few replicates, so another seed would move it."
        }
        _ => "",
    };
    format!(
        "{} people are on the {} lists. {spread} The chosen model says {:.0} ({interval}).{few} No count can show that a model also holds for \
         people who are on no list.",
        outcome.observed,
        outcome.lists.len(),
        outcome.chosen.people
    )
}
