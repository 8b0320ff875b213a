//! How the engine calls a function: on columns of texts, once for each combination of values that comes.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array as _, ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, StringArray,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::plan_err;
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility};
use rustc_hash::FxHashMap;

use super::{FUNCTIONS, Function, Returns, Value};
use crate::snapshot::days;

/// Combinations of values that are remembered in a batch.
const REMEMBERED_MAX: usize = 10_000;

/// A function by its place in the list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Call {
    place: usize,
    signature: Signature,
}

pub(super) fn udf(function: &Function) -> ScalarUDF {
    let place = FUNCTIONS.iter().position(|known| known.name == function.name);
    let place = place.expect("only functions of the list are registered");
    ScalarUDF::new_from_impl(Call { place, signature: Signature::user_defined(Volatility::Immutable) })
}

impl Call {
    fn function(&self) -> &'static Function {
        &FUNCTIONS[self.place]
    }
}

impl ScalarUDFImpl for Call {
    fn name(&self) -> &str {
        self.function().name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        let Function { arguments, optional, .. } = self.function();
        if given.len() > arguments.len() || given.len() + optional < arguments.len() {
            return plan_err!("it is called as {}", self.function().signature());
        }
        Ok(vec![DataType::Utf8; given.len()])
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(match self.function().returns {
            Returns::Text => DataType::Utf8,
            Returns::Date => DataType::Date32,
            Returns::Whole => DataType::Int64,
            Returns::Truth => DataType::Boolean,
            Returns::Number => DataType::Float64,
        })
    }

    fn invoke_with_args(
        &self,
        ScalarFunctionArgs { args, number_rows, .. }: ScalarFunctionArgs,
    ) -> Result<ColumnarValue> {
        let is_constant = args.iter().all(|arg| matches!(arg, ColumnarValue::Scalar(_)));
        let rows = if is_constant { 1 } else { number_rows };
        let columns = args.iter().map(|arg| texts(arg, rows)).collect::<Result<Vec<_>>>()?;
        let answers = answers(self.function(), &columns, rows)?;
        let column = column(self.function().returns, answers);
        if is_constant {
            return Ok(ColumnarValue::Scalar(datafusion::scalar::ScalarValue::try_from_array(&column, 0)?));
        }
        Ok(ColumnarValue::Array(column))
    }
}

fn texts(argument: &ColumnarValue, rows: usize) -> Result<StringArray> {
    let column = cast(&argument.to_array(rows)?, &DataType::Utf8)?;
    let column = column.as_any().downcast_ref::<StringArray>().cloned();
    column.ok_or_else(|| DataFusionError::Internal("a text is not a text".to_owned()))
}

fn answers(function: &Function, columns: &[StringArray], rows: usize) -> Result<Vec<Option<Value>>> {
    let mut known: FxHashMap<Vec<Option<&str>>, Option<Value>> = FxHashMap::default();
    let mut answers = Vec::with_capacity(rows);
    let mut arguments: Vec<Option<&str>> = vec![None; function.arguments.len()];
    for row in 0..rows {
        for (argument, column) in arguments.iter_mut().zip(columns) {
            *argument = column.is_valid(row).then(|| column.value(row));
        }
        if let Some(answer) = known.get(&arguments) {
            answers.push(answer.clone());
            continue;
        }
        let answer = (function.run)(&arguments);
        let answer = answer.map_err(|why| DataFusionError::Execution(format!("{}: {why}", function.name)))?;
        if known.len() < REMEMBERED_MAX {
            known.insert(arguments.clone(), answer.clone());
        }
        answers.push(answer);
    }
    Ok(answers)
}

fn column(returns: Returns, answers: Vec<Option<Value>>) -> ArrayRef {
    let answers = answers.into_iter();
    match returns {
        Returns::Text => Arc::new(
            answers
                .map(|answer| if let Some(Value::Text(text)) = answer { Some(text) } else { None })
                .collect::<StringArray>(),
        ),
        Returns::Date => Arc::new(
            answers
                .map(|answer| if let Some(Value::Date(day)) = answer { Some(days(day)) } else { None })
                .collect::<Date32Array>(),
        ),
        Returns::Whole => Arc::new(
            answers
                .map(|answer| if let Some(Value::Whole(number)) = answer { Some(number) } else { None })
                .collect::<Int64Array>(),
        ),
        Returns::Truth => Arc::new(
            answers
                .map(|answer| if let Some(Value::Truth(truth)) = answer { Some(truth) } else { None })
                .collect::<BooleanArray>(),
        ),
        Returns::Number => Arc::new(
            answers
                .map(|answer| if let Some(Value::Number(number)) = answer { Some(number) } else { None })
                .collect::<Float64Array>(),
        ),
    }
}
