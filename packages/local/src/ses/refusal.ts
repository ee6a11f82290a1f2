import { AwsError } from "../wire/aws-error";

export const badRequest = (message: string) => new AwsError("BadRequestException", message);

export const notFound = (message: string) =>
  new AwsError("NotFoundException", message, { status: 404 });

export const alreadyExists = (message: string) => new AwsError("AlreadyExistsException", message);

export const rejected = (message: string) => new AwsError("MessageRejected", message);

export const invalidParameter = (message: string) => new AwsError("InvalidParameterValue", message);
