"""How the reading model is made: corpora → examples → one encoder with many heads → int8 ONNX."""
