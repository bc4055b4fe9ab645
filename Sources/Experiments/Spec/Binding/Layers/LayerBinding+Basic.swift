internal import Learning

extension LayerBinding {
  func basic() -> (any Layer)? {
    switch name {
    case "dense":
      Dense(
        sizes.units(settings), hasBias: settings.flag("bias"), weights: weights, biases: biases)
    case "identity": Identity()
    case "relu": ReLU()
    case "leaky-relu": LeakyReLU(slope: scalar("slope"))
    case "elu": ELU(alpha: scalar("alpha"))
    case "gelu": GELU(form: settings.text("approximate") == "tanh" ? .tanh : .exact)
    case "silu": SiLU()
    case "softplus": Softplus(beta: scalar("beta"), threshold: scalar("threshold"))
    case "tanh": Tanh()
    case "sigmoid": Sigmoid()
    case "softmax": Softmax()
    case "log-softmax": LogSoftmax()
    case "dropout": Dropout(rate: scalar("rate"))
    default: nil
    }
  }
}
