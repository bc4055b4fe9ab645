import Datasets
import Experiments
import TestSupport

extension SpecResolveTests {
  /// Specs that are sound in themselves and don't fit their data, with what is said of each.
  static let faults: [Fault] = [
    Fault(
      what: "shifted rows of a table",
      parts: [("training", #""augment": [{"noise": 0.1}, {"shift": 2}]"#)],
      messages: [
        #"spec.json:8:33: training.augment[1]: rows of shape [13] where [channels, height, width] or [steps, features] for "shift" fits"#
      ]),
    Fault(
      what: "a regression sampled by class",
      parts: [
        ("training", #""sampling": "oversample""#), ("loss", #""mse""#),
        ("model", #"[{"dense": "targets"}]"#),
      ], facts: numbers,
      messages: [
        #"spec.json:8:17: training.sampling: rows are sampled by their class, and the target of houses.csv holds numbers; expected no sampling"#
      ]),
    Fault(
      what: "classes standardised", parts: [("training", #""standardize-target": true"#)],
      messages: [
        #"spec.json:8:27: training.standardize-target: the target of wine.csv is classes, which have no mean; expected false"#
      ]),
    Fault(
      what: "images into a dense layer",
      parts: [("model", #"[{"dense": 8}, "relu", {"dense": "classes"}]"#)], facts: images,
      messages: [
        #"spec.json:4:37: training.model[2]: rows of the shape [1, 8, 3] come out and the loss compares one axis; expected "flatten", a pooling or a recurrent layer's last state before the last dense layer"#
      ]),
    Fault(
      what: "a branch that changes the shape",
      parts: [("model", #"[{"residual": [{"dense": 4}, "relu"]}, {"dense": "classes"}]"#)],
      messages: [
        #"spec.json:4:15: training.model[0]: layer residual1: branches of the shapes [4] and [13] where a branch that gives [13] as it takes, or a "projection" to [4] fits"#
      ]),
    Fault(
      what: "heads that do not divide the width of a transformer block",
      parts: [
        (
          "model",
          #"["transpose", {"dense": 6}, {"transformer-block": 4}, "flatten", {"dense": "classes"}]"#
        )
      ], facts: series,
      messages: [
        #"spec.json:4:42: training.model[2]: layer selfattention1: heads is 4, expected a divisor of the 6 features"#
      ]),
    Fault(
      what: "a trillion units", parts: [("model", #"[{"dense": 1e12}, {"dense": "classes"}]"#)],
      messages: [
        #"spec.json:4:15: training.model[0]: the network needs more than 8.6 GB from here on; expected fewer units, or a higher --max-memory"#
      ]),
    Fault(
      what: "more units than any count",
      parts: [("model", #"[{"dense": 9e15}, {"dense": 9e15}, {"dense": "classes"}]"#)],
      messages: [
        #"spec.json:4:15: training.model[0]: the network needs more than 8.6 GB from here on; expected fewer units, or a higher --max-memory"#
      ]),
    Fault(
      what: "more memory than the limit",
      parts: [("model", #"[{"dense": 40000}, {"dense": 30000}, {"dense": "classes"}]"#)],
      messages: [
        #"spec.json:4:14: training.model: training needs about 14 GB and the limit is 8.6 GB; expected a smaller network or batch, or a higher --max-memory"#
      ]),
    Fault(
      what: "two outputs for three classes", parts: [("model", #"["relu", {"dense": 2}, "relu"]"#)],
      messages: [
        #"spec.json:4:33: training.model[1].dense.units: 2 outputs for 3 classes under "cross-entropy"; expected {"dense": "classes"} as the last layer with units"#
      ]),
    Fault(
      what: "an embedding of quantities",
      parts: [("model", #"[{"embedding": 4}, {"lstm": 8}, {"dense": "classes"}]"#)],
      messages: [
        #"spec.json:4:29: training.model[0].embedding.vocabulary: the features of wine.csv are no tokens of text; expected a number above every whole number among the features"#
      ]),
    Fault(
      what: "an embedding that knows too few tokens",
      parts: [
        (
          "model",
          #"[{"embedding": {"dimension": 4, "vocabulary": 26}}, {"lstm": 8}, {"dense": "classes"}]"#
        )
      ], facts: text,
      messages: [
        #"spec.json:4:60: training.model[0].embedding.vocabulary: letters.txt has 27 tokens and the embedding knows 26; expected at least 27, or "vocabulary""#
      ]),
    Fault(
      what: "an LSTM over rows without steps",
      parts: [("model", #"[{"lstm": 8}, {"dense": "classes"}]"#)],
      messages: [
        #"spec.json:4:15: training.model[0]: layer lstm1: rows of shape [13] where [steps, features] fits"#
      ]),
    Fault(
      what: "a trillion units of state",
      parts: [("model", #"[{"embedding": 4}, {"gru": 1e12}, {"dense": "classes"}]"#)],
      facts: text,
      messages: [
        #"spec.json:4:33: training.model[1]: the network needs more than 8.6 GB from here on; expected fewer units, or a higher --max-memory"#
      ]),
    Fault(
      what: "features as outputs", parts: [("model", #"["relu"]"#)],
      messages: [
        #"spec.json:4:15: training.model[0]: 13 outputs for 3 classes under "cross-entropy"; expected {"dense": "classes"} as the last layer with units"#
      ]),
    Fault(
      what: "cross-entropy for numbers",
      parts: [("model", #"[{"dense": "targets"}]"#)], facts: numbers,
      messages: [
        #"spec.json:5:13: training.loss: "cross-entropy" tells classes apart and the target of houses.csv holds numbers; expected "mse", "mae" or "huber"; or "task": "classification" in the data"#
      ]),
    Fault(
      what: "classes in a regression", parts: [("loss", #""mse""#)], facts: numbers,
      messages: [
        #"spec.json:4:47: training.model[2].dense.units: "classes" in a regression; expected "targets""#
      ]),
    Fault(
      what: "two outputs for one number",
      parts: [("loss", #""mse""#), ("model", #"[{"dense": 2}]"#)], facts: numbers,
      messages: [
        #"spec.json:4:25: training.model[0].dense.units: 2 outputs for 1 target under "mse"; expected {"dense": "targets"} as the last layer with units"#
      ]),
    Fault(
      what: "one output of binary cross-entropy for three classes",
      parts: [("loss", #""bce""#), ("model", #"[{"dense": 1}]"#)],
      messages: [
        #"spec.json:4:25: training.model[0].dense.units: 1 output for 3 classes under "bce"; expected "classes" as the last layer's units"#
      ]),
    Fault(
      what: "two class weights for three classes",
      parts: [("loss", #"{"cross-entropy": {"class-weights": [1, 2]}}"#)],
      messages: [
        #"spec.json:5:49: training.loss.cross-entropy.class-weights: 2 weights for 3 classes; expected 3 weights or "balanced""#
      ]),
    Fault(
      what: "a hinge loss of numbers",
      parts: [("loss", #""hinge""#), ("model", #"[{"dense": "targets"}]"#)], facts: numbers,
      messages: [
        #"spec.json:5:13: training.loss: "hinge" tells classes apart and the target of houses.csv holds numbers; expected "mse", "mae" or "huber"; or "task": "classification" in the data"#
      ]),
    Fault(
      what: "one output of a focal loss for three classes",
      parts: [("loss", #""focal""#), ("model", #"[{"dense": 1}]"#)],
      messages: [
        #"spec.json:4:25: training.model[0].dense.units: 1 output for 3 classes under "focal"; expected "classes" as the last layer's units"#
      ]),
    Fault(
      what: "alpha for three classes", parts: [("loss", #"{"focal": {"alpha": 0.25}}"#)],
      messages: [
        #"spec.json:5:33: training.loss.focal.alpha: alpha weighs two classes and here are 3; expected "class-weights" with 3 weights"#
      ]),
    Fault(
      what: "a Gaussian likelihood of classes", parts: [("loss", #""gaussian-nll""#)],
      messages: [
        #"spec.json:5:13: training.loss: "gaussian-nll" predicts numbers and the target of wine.csv holds classes; expected "cross-entropy"; or "task": "regression" in the data"#
      ]),
    Fault(
      what: "yes or no of quantities",
      parts: [("loss", #""bce-with-logits""#), ("model", #"[{"dense": "targets"}]"#)],
      facts: quantities,
      messages: [
        #"spec.json:5:13: training.loss: "bce-with-logits" takes targets for probabilities and those of houses.csv leave 0 to 1; expected "mse", "mae" or "huber""#
      ]),
    Fault(
      what: "the divergence from shares that are no whole",
      parts: [
        ("loss", #""kl-divergence""#), ("model", #"[{"dense": "targets"}, "log-softmax"]"#),
      ], facts: shares,
      messages: [
        #"spec.json:5:13: training.loss: "kl-divergence" takes a row's targets for probabilities and those of shares.csv don't add up to 1 in a row; expected target columns that do"#
      ]),
    Fault(
      what: "a mean without a variance",
      parts: [("loss", #""gaussian-nll""#), ("model", #"[{"dense": "targets"}]"#)],
      facts: numbers,
      messages: [
        #"spec.json:4:25: training.model[0].dense.units: 1 output for 1 target under "gaussian-nll"; expected {"dense": 2} as the last layer with units, a mean and a variance a target"#
      ]),
    Fault(
      what: "two weights for three labels",
      parts: [
        ("loss", #"{"bce-with-logits": {"positive-weight": [1, 2]}}"#),
        ("model", #"[{"dense": "targets"}]"#),
      ], facts: labels,
      messages: [
        #"spec.json:5:53: training.loss.bce-with-logits.positive-weight: 2 weights for 3 labels; expected one number, or 3"#
      ]),
    Fault(
      what: "cross-entropy of labels", parts: [("model", #"[{"dense": "targets"}]"#)],
      facts: labels,
      messages: [
        #"spec.json:5:13: training.loss: "cross-entropy" asks nothing of single labels, which the target of topics.csv holds; expected "bce-with-logits" or "bce""#
      ]),
    Fault(
      what: "one output for three labels",
      parts: [("loss", #""bce-with-logits""#), ("model", #"[{"dense": 1}]"#)], facts: labels,
      messages: [
        #"spec.json:4:25: training.model[0].dense.units: 1 output for 3 labels under "bce-with-logits"; expected {"dense": "targets"} as the last layer with units"#
      ]),
    Fault(
      what: "the error of labels",
      parts: [
        ("loss", #""bce-with-logits""#), ("model", #"[{"dense": "targets"}]"#),
        ("metric", #""validation.rmse""#),
      ], facts: labels,
      messages: [
        #"spec.json:10:13: metric: "validation.rmse" is for a regression and this is a multi-label task; expected "validation.loss", "validation.accuracy", "validation.balanced-accuracy", "validation.f1", "validation.nll" or "validation.brier""#
      ]),
    Fault(
      what: "the likelihood of scores",
      parts: [("loss", #""hinge""#), ("metric", #""validation.nll""#)],
      messages: [
        #"spec.json:10:13: metric: "validation.nll" needs probabilities, and "hinge" takes outputs for none; expected "validation.accuracy""#
      ]),
    Fault(
      what: "the recall of a fourth class of three", parts: [("metric", #""validation.recall.3""#)],
      messages: [
        #"spec.json:10:13: metric: "validation.recall.3" is of a class that wine.csv has not, counted from 0; expected "validation.recall.0" to "validation.recall.2""#
      ]),
    Fault(
      what: "the recall of one of many classes", parts: [("metric", #""train.recall.3""#)],
      facts: DataFacts(
        name: "letters.csv", task: .classification, trainingRows: 80, validationRows: 20,
        featureCount: 2, classCounts: [Int](repeating: 4, count: 27), targetWidth: 1),
      messages: [
        #"spec.json:10:13: metric: "train.recall.3" is for at most 10 classes, and letters.csv has 27; expected "train.balanced-accuracy", their mean"#
      ]),
    Fault(
      what: "a batch larger than the rows", parts: [("training", #""batch": 200"#)],
      messages: [
        #"spec.json:8:14: training.batch: a batch of 200 from 142 training rows; expected at most 142, or "all""#
      ]),
    Fault(
      what: "a batch larger than the rows in one arm",
      parts: [("experiment", #"{"batch": 200}"#)],
      messages: [
        #"spec.json:9:27: experiment.batch: a batch of 200 from 142 training rows; expected at most 142, or "all""#
      ]),
    Fault(
      what: "no whole batch", parts: [("training", #""drop-last": true"#)], facts: unsplit,
      messages: [
        #"spec.json:3:15: training.batch: a batch of 32 from 3 training rows; expected at most 3, or "all""#
      ]),
    Fault(
      what: "a validation metric without validation rows",
      parts: [("metric", #""validation.loss""#)], facts: unsplit,
      messages: [
        #"spec.json:10:13: metric: "validation.loss" needs validation rows and none are held out; expected "validation" in the data, or a metric of the training rows"#
      ]),
    Fault(
      what: "early stopping without validation rows",
      parts: [("training", #""early-stopping": {"monitor": "validation.loss"}"#)], facts: unsplit,
      messages: [
        #"spec.json:8:35: training.early-stopping.monitor: "validation.loss" needs validation rows and none are held out; expected "train.loss", or "validation" in the data"#
      ]),
    Fault(
      what: "a plateau without validation rows",
      parts: [("training", #""schedule": {"reduce-on-plateau": {"metric": "validation.loss"}}"#)],
      facts: unsplit,
      messages: [
        #"spec.json:8:50: training.schedule.reduce-on-plateau.metric: "validation.loss" needs validation rows and none are held out; expected "train.loss", or "validation" in the data"#
      ]),
    Fault(
      what: "accuracy of numbers",
      parts: [
        ("loss", #""mse""#), ("model", #"[{"dense": 1}]"#), ("metric", #""validation.accuracy""#),
      ], facts: numbers,
      messages: [
        #"spec.json:10:13: metric: "validation.accuracy" is for a classification and this is a regression; expected "validation.loss", "validation.r2", "validation.mae" or "validation.rmse""#
      ]),
    Fault(
      what: "the loss as the metric of arms that differ in it",
      parts: [
        ("metric", #""validation.loss""#),
        ("experiment", #"{"loss": {"cross-entropy": {"label-smoothing": 0.1}}}"#),
      ],
      messages: [
        #"spec.json:10:13: metric: the losses differ in cross-entropy.label-smoothing, 0 and 0.1, and values of different losses don't compare; expected a metric that the arms share, such as "validation.nll""#
      ]),
    Fault(
      what: "an expected ratio of losses that differ",
      parts: [
        ("expect", #"[{"metric": "validation.loss", "ratio-below": 0.5}]"#),
        ("loss", #""mse""#), ("experiment", #"{"loss": "cross-entropy"}"#),
      ],
      messages: [
        #"spec.json:10:25: expect[0].metric: the losses "mse" and "cross-entropy" differ, and values of different losses don't compare; expected a metric that the arms share, such as "validation.accuracy""#
      ]),
    Fault(
      what: "a stratified split of numbers",
      parts: [
        ("data", #"{"synthetic": "waves", "validation": 0.2, "stratify": true}"#),
        ("loss", #""mse""#), ("model", #"[{"dense": 1}]"#),
      ], facts: numbers,
      messages: [
        #"spec.json:2:65: data.stratify: a stratified split needs classes and the target of houses.csv holds numbers; expected false"#
      ]),
    Fault(
      what: "batch statistics of one row",
      parts: [
        ("model", #"["batch-norm", {"dense": "classes"}]"#), ("training", #""batch": 47"#),
      ],
      messages: [
        #"spec.json:4:15: training.model[0]: "batchnorm1" needs batches of 2 rows and the smallest of 142 rows in batches of 47 has 1; expected another "batch", or "drop-last": true"#
      ]),
    Fault(
      what: "heads that don't divide the features",
      parts: [
        ("model", #"[{"reshape": [1, 13]}, {"self-attention": 4}, "flatten", {"dense": 3}]"#)
      ],
      messages: [
        #"spec.json:4:37: training.model[1]: layer selfattention1: heads is 4, expected a divisor of the 13 features"#
      ]),
    Fault(
      what: "an encoding shorter than the sequence",
      parts: [
        (
          "model",
          #"[{"reshape": [13, 1]}, {"positional-encoding": {"kind": "learned", "maximum-steps": 5}}]"#
        )
      ],
      messages: [
        #"spec.json:4:37: training.model[1]: layer positionalencoding1: maximum-steps is 5, expected at least the 13 steps of the sequence"#
      ]),
    Fault(
      what: "one class only", parts: [("model", #"[{"dense": "classes"}]"#)],
      facts: DataFacts(
        name: "all-same.csv", task: .classification, trainingRows: 8, validationRows: 2,
        featureCount: 2, classCounts: [10], targetWidth: 1),
      messages: [
        #"spec.json:2:11: data.target: the target of all-same.csv has 1 class; expected at least 2"#
      ]),
  ]
}
