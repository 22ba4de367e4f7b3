using Microsoft.Extensions.Options;

namespace Roadstead.Server.Images;

[OptionsValidator]
internal sealed partial class ImageOptionsValidator : IValidateOptions<ImageOptions>;
